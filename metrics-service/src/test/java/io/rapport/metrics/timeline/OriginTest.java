package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OriginTest {

  @Test
  void whatTheSenderRegisteredWinsOverWhatIsCharged() {
    var message =
        new Story()
            .charged("m", "0S", PricingCategory.MARKETING)
            .status("m", "5S", EventKind.STATUS_DELIVERED, Story.label(Origin.AGENT))
            .outbound("m");
    assertThat(message.origin()).isEqualTo(Origin.AGENT);
    assertThat(message.businessInitiated()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"CAMPAIGN", "AUTOMATION", "SURVEY", "TEMPLATE"})
  void theseBegin(Origin origin) {
    assertThat(new Story().sent("m", "0S", origin).outbound("m").businessInitiated()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"BOT", "AGENT", "APP", "SERVICE"})
  void theseAnswerAlsoOutsideTheWindow(Origin origin) {
    assertThat(new Story().sent("m", "0S", origin).outbound("m").businessInitiated()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = PricingCategory.class,
      names = {
        "MARKETING",
        "MARKETING_LITE",
        "UTILITY",
        "AUTHENTICATION",
        "AUTHENTICATION_INTERNATIONAL"
      })
  void whatIsChargedAsATemplateIsOneEvenInsideTheWindow(PricingCategory category) {
    var message = new Story().writes("r", "0S").charged("m", "1M", category).outbound("m");
    assertThat(message.origin()).isEqualTo(Origin.TEMPLATE);
    assertThat(message.category()).contains(category);
  }

  @Test
  void whatIsChargedAsServiceIsAReplyOfSomebody() {
    assertThat(new Story().charged("m", "0S", PricingCategory.SERVICE).outbound("m").origin())
        .isEqualTo(Origin.SERVICE);
  }

  @Test
  void withoutACategoryAMessageOutsideTheWindowIsATemplate() {
    assertThat(new Story().delivered("m", "0S").outbound("m").origin()).isEqualTo(Origin.TEMPLATE);
    assertThat(
            new Story()
                .charged("m", "0S", PricingCategory.REFERRAL_CONVERSION)
                .outbound("m")
                .origin())
        .isEqualTo(Origin.TEMPLATE);
  }

  @Test
  void theWindowOpensAtTheSecondOfTheMessageAndClosesExactlyADayLater() {
    assertThat(originAt("0S")).isEqualTo(Origin.SERVICE);
    assertThat(originAt("23H59M59S")).isEqualTo(Origin.SERVICE);
    assertThat(originAt("24H")).isEqualTo(Origin.TEMPLATE);
    assertThat(originAt("-1S")).isEqualTo(Origin.TEMPLATE);
  }

  private static Origin originAt(String time) {
    return new Story().writes("r", "0S").delivered("m", time).outbound("m").origin();
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"CALL", "REQUEST_WELCOME"})
  void aCallOrAWelcomeOpensTheWindow(MessageType type) {
    assertThat(new Story().sends("r", "0S", type).delivered("m", "1H").outbound("m").origin())
        .isEqualTo(Origin.SERVICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"REACTION", "SYSTEM", "EDIT", "REVOKE", "EPHEMERAL"})
  void aReactionOpensNoWindow(MessageType type) {
    assertThat(new Story().sends("r", "0S", type).delivered("m", "1H").outbound("m").origin())
        .isEqualTo(Origin.TEMPLATE);
  }

  @Test
  void theWindowOfOneChannelSaysNothingAboutAnother() {
    var story = new Story().onChannel(1).writes("r", "0S").onChannel(2).delivered("m", "1H");
    assertThat(story.outbound("m").origin()).isEqualTo(Origin.TEMPLATE);
  }

  @Test
  void whatACustomerWritesInAGroupOpensNoWindow() {
    assertThat(new Story().writesInGroup("r", "0S").delivered("m", "1H").outbound("m").origin())
        .isEqualTo(Origin.TEMPLATE);
  }

  @Test
  void aNamedTemplateIsOneWhateverIsCharged() {
    var template =
        new MessageLabel(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("offer"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var story = new Story().writes("q", "0H").accepted("m", "1H", template);
    assertThat(story.outbound("m").origin()).isEqualTo(Origin.TEMPLATE);
  }
}
