package io.rapport.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodesTest {

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void anEventKindIsFoundByItsCode(EventKind kind) {
    assertThat(EventKind.ofCode(kind.code())).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(MessageType.class)
  void aMessageTypeIsFoundByItsCode(MessageType type) {
    assertThat(MessageType.ofCode(type.code())).isEqualTo(type);
  }

  @ParameterizedTest
  @EnumSource(Origin.class)
  void anOriginIsFoundByCodeAndName(Origin origin) {
    assertThat(Origin.ofCode(origin.code())).isEqualTo(origin);
    assertThat(Origin.ofId(origin.id())).contains(origin);
  }

  @ParameterizedTest
  @EnumSource(SurveyScale.class)
  void aSurveyScaleIsFoundByCodeAndNameAndKnowsItsRatings(SurveyScale scale) {
    assertThat(SurveyScale.ofCode(scale.code())).isEqualTo(scale);
    assertThat(SurveyScale.ofId(scale.id())).contains(scale);
    assertThat(scale.contains(scale.lowest())).isTrue();
    assertThat(scale.contains(scale.highest())).isTrue();
    assertThat(scale.contains(scale.lowest() - 1)).isFalse();
    assertThat(scale.contains(scale.highest() + 1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(BlockReason.class)
  void aReasonOfBlockingIsFoundByCodeAndName(BlockReason reason) {
    assertThat(BlockReason.ofCode(reason.code())).isEqualTo(reason);
    assertThat(BlockReason.ofId(reason.id())).contains(reason);
  }

  @Test
  void unknownCodesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> BlockReason.ofCode((short) 99));
    assertThatIllegalArgumentException().isThrownBy(() -> SurveyScale.ofCode((short) 99));
    assertThatIllegalArgumentException().isThrownBy(() -> EventKind.ofCode((short) 99));
    assertThatIllegalArgumentException().isThrownBy(() -> MessageType.ofCode((short) 99));
    assertThatIllegalArgumentException().isThrownBy(() -> Origin.ofCode((short) 99));
    assertThatIllegalArgumentException().isThrownBy(() -> PricingCategory.ofCode((short) 99));
    assertThat(Origin.ofId("carrier-pigeon")).isEmpty();
    assertThat(BlockReason.ofId("mood")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "marketing, MARKETING",
    "marketing_lite, MARKETING_LITE",
    "authentication-international, AUTHENTICATION_INTERNATIONAL",
    "authentication_international, AUTHENTICATION_INTERNATIONAL",
    "group_utility, UTILITY",
    "SERVICE, SERVICE"
  })
  void metasSpellingsOfACategoryAreRead(String name, PricingCategory category) {
    assertThat(PricingCategory.ofMeta(name)).contains(category);
  }

  @Test
  void anUnknownCategoryIsNotGuessed() {
    assertThat(PricingCategory.ofMeta("brand_new")).isEmpty();
  }

  @Test
  void aCallAndAWelcomeOpenTheWindowWithoutBeingMessages() {
    assertThat(MessageType.CALL.opensWindow()).isTrue();
    assertThat(MessageType.REQUEST_WELCOME.opensWindow()).isTrue();
    assertThat(MessageType.CALL.substantive()).isFalse();
    assertThat(MessageType.REACTION.opensWindow()).isFalse();
    assertThat(MessageType.UNSUPPORTED.substantive()).isTrue();
  }
}
