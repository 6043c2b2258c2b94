package io.rapport.ingest.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTagTest {

  @Test
  void everyKeyIsRead() {
    var label =
        LabelTag.parse(
            "rapport?origin=campaign&campaign=spring-sale&variant=b&template=spring_offer"
                + "&language=de&segment=vip&format=template");
    assertThat(label.origin()).contains(Origin.CAMPAIGN);
    assertThat(label.campaign()).contains("spring-sale");
    assertThat(label.variant()).contains("b");
    assertThat(label.template()).contains("spring_offer");
    assertThat(label.language()).contains("de");
    assertThat(label.segment()).contains("vip");
    assertThat(label.format()).contains("template");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rapport",
        "Rapport?campaign=x",
        "order-17",
        "rapport?",
        "rapport?&=&x=y&campaign="
      })
  void somebodyElsesDataSaysNothing(String tag) {
    assertThat(LabelTag.parse(tag)).isEqualTo(MessageLabel.NONE);
  }

  @Test
  void aTagLongerThanAgreedIsIgnored() {
    assertThat(LabelTag.parse("rapport?campaign=" + "x".repeat(600))).isEqualTo(MessageLabel.NONE);
  }

  @Test
  void anUnknownOriginIsNoOriginAndAStrayPercentSignStays() {
    var label = LabelTag.parse("rapport?origin=ghost&campaign=50%+off&variant=a%20b");
    assertThat(label.origin()).isEmpty();
    assertThat(label.campaign()).contains("50%+off");
    assertThat(label.variant()).contains("a b");
  }

  @Property
  void nothingUnstorableRemains(@ForAll String value) {
    var label = LabelTag.parse("rapport?campaign=" + value);
    label
        .campaign()
        .ifPresent(
            campaign ->
                assertThat(campaign.codePoints())
                    .noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF)));
  }
}
