package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.e2e.oracle.Figures.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class OracleTest {
  private static final String MUCH_LATER = "500H";

  @Test
  void aReadImpliesDeliveredAndCountsWithin72Hours() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "1H")
            .sends("a", "m2", "100H", "campaign")
            .status("a", "m2", "delivered", "101H")
            .status("a", "m2", "read", "172H1S")
            .sends("b", "m3", "1H", "campaign")
            .status("b", "m3", "delivered", "73H")
            .sends("b", "m4", "2H", "campaign")
            .status("b", "m4", "delivered", "74H1S")
            .figures(MUCH_LATER);

    // m4 was delivered one second too late; m2 read one second too late; m3 in the last second.
    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(3, 4, 0, Map.of()));
    assertThat(figures.openRate().ratio()).isEqualTo(new Ratio(1, 3, 0, Map.of()));
    assertThat(figures.openRate().inferred()).isEqualTo(1);
    // b never produced a receipt, so m3 could have been read.
    assertThat(figures.openRate().upper()).isEqualTo(2);
    assertThat(figures.openRate().blindContacts()).isEqualTo(1);
    assertThat(figures.openRate().contacts()).isEqualTo(2);
    assertThat(figures.openRate().capable()).isEqualTo(2);
    assertThat(figures.openRate().capableOpened()).isEqualTo(1);
  }

  @Test
  void messagesYoungerThanTheHorizonAreImmature() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "1H")
            .sends("b", "m2", "0H1S", "campaign")
            .status("b", "m2", "delivered", "1H")
            .sends("c", "m3", "1H", "campaign");
    var figures = story.figures("72H");

    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(1, 1, 2, Map.of()));
    assertThat(figures.openRate().ratio()).isEqualTo(new Ratio(1, 1, 1, Map.of()));
    assertThat(figures.responseRate(24).ratio()).isEqualTo(new Ratio(0, 2, 0, Map.of()));
    assertThat(figures.responseRate(72).ratio()).isEqualTo(new Ratio(0, 1, 1, Map.of()));
  }

  @Test
  void aReplyBelongsToTheMessageItNamesElseToTheLatest() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "0H")
            .sends("a", "m2", "10H", "campaign")
            .status("a", "m2", "delivered", "10H")
            .quotes("a", "i1", "10H30M", "button", "m1")
            .writes("a", "i2", "30H", "text")
            .figures(MUCH_LATER);

    // m1 after 10.5 h (tapped), m2 after 20 h.
    assertThat(figures.responseRate(1).ratio()).isEqualTo(new Ratio(0, 2, 0, Map.of()));
    assertThat(figures.responseRate(24).ratio()).isEqualTo(new Ratio(2, 2, 0, Map.of()));
    assertThat(figures.responseRate(24).tapped()).isEqualTo(1);
    assertThat(figures.openRate().inferred()).isEqualTo(2);
    assertThat(figures.openRate().ratio().numerator()).isZero();
  }

  @Test
  void optOutsReactionsAndSurveyAnswersAreNoReplies() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "0H")
            .writes("a", "i1", "1H", "reaction")
            .optsOut("a", "i2", "2H")
            .sends("a", "m2", "3H", "survey")
            .status("a", "m2", "read", "3H")
            .writes("a", "i3", "4H", "list_reply")
            .figures(MUCH_LATER);

    assertThat(figures.responseRate(24).ratio()).isEqualTo(new Ratio(0, 1, 0, Map.of()));
    // The survey counts for the delivery rate only.
    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(2, 2, 0, Map.of()));
    assertThat(figures.openRate().ratio()).isEqualTo(new Ratio(0, 1, 0, Map.of()));
  }

  @Test
  void anUnknownMessageIsATemplateOnlyOutsideTheWindow() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "request_welcome")
            .sendsUnknown("a", "m1", "23H59M59S")
            .sendsUnknown("a", "m2", "24H")
            .sendsUnlabelled("b", "m3", "0H", "service")
            .sendsUnlabelled("b", "m4", "1H", "authentication-international")
            .sends("b", "m5", "2H", "agent")
            .figures(MUCH_LATER);

    // m2 and m4.
    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(0, 2, 0, Map.of()));
  }

  @Test
  void failuresAreCountedByClassUnlessTheMessageArrived() {
    var figures =
        new Story()
            .onlyFails("a", "m1", "0H", "campaign", 131049)
            .onlyFails("b", "m2", "0H", "campaign", 132001)
            .sends("c", "m3", "0H", "campaign")
            .fails("c", "m3", "1H", 131026)
            .sends("d", "m4", "0H", "campaign")
            .fails("d", "m4", "1H", 131026)
            .status("d", "m4", "delivered", "2H")
            .figures(MUCH_LATER);

    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(1, 4, 0, Map.of()));
    assertThat(figures.deliveryRate().failures())
        .isEqualTo(Map.of("limited", 1L, "template", 1L, "undeliverable", 1L));
    assertThat(figures.deliveryRate().pending()).isZero();
  }

  @Test
  void groupsAreCountedApart() {
    var figures =
        new Story()
            .writesInGroup("a", "i1", "0H")
            .sendsToGroup("a", "m1", "1H")
            .status("a", "m1", "read", "2H")
            .sends("a", "m2", "3H", "campaign")
            .status("a", "m2", "delivered", "3H")
            .figures(MUCH_LATER);

    assertThat(figures.deliveryRate().ratio()).isEqualTo(new Ratio(1, 1, 0, Map.of("group", 1L)));
    assertThat(figures.openRate().ratio()).isEqualTo(new Ratio(0, 1, 0, Map.of("group", 1L)));
    assertThat(figures.openRate().blindContacts()).isEqualTo(1);
    assertThat(figures.responseTime().turns()).isZero();
  }

  @Test
  void aTurnIsARunOfMessagesUntilTheFirstAnswer() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .writes("a", "i2", "0H5M", "text")
            .sends("a", "m0", "0H6M", "automation")
            .sends("a", "m1", "0H10M", "bot")
            .sends("a", "m2", "0H20M", "agent")
            .writes("a", "i3", "1H", "text")
            .sends("a", "m3", "1H0M1S", "app")
            .writes("a", "i4", "2H", "audio")
            .figures(MUCH_LATER);

    // Turns: i1+i2 answered by the bot after 600 s and by a human after 1200 s; i3 after 1 s; i4
    // never.
    assertThat(figures.responseTime().turns()).isEqualTo(3);
    assertThat(figures.responseTime().unanswered()).isEqualTo(1);
    assertThat(figures.responseTime().any().seconds()).isEqualTo(List.of(1L, 600L));
    assertThat(figures.responseTime().human().seconds()).isEqualTo(List.of(1L, 1200L));
    assertThat(figures.responseTime().bot().seconds()).isEqualTo(List.of(600L));
    assertThat(figures.firstResponseTime().any().seconds()).isEqualTo(List.of(600L));
    assertThat(figures.answerRate(24)).isEqualTo(new Ratio(2, 3, 0, Map.of()));
    // At risk 3, 2: 1 - 1/3 = 2/3 at 1 s, 1/3 at 600 s.
    assertThat(figures.responseTime().censoredMedian()).hasValue(600);
  }

  @Test
  void anAnswerAfterTheEpisodeTimedOutStillCountsWithinSevenDays() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "63H", "agent")
            .writes("b", "i2", "0H", "text")
            .sends("b", "m2", "168H1S", "agent")
            .figures(MUCH_LATER);

    assertThat(figures.responseTime().any().seconds())
        .isEqualTo(List.of(Duration.ofHours(63).toSeconds()));
    assertThat(figures.responseTime().unanswered()).isEqualTo(1);
    assertThat(figures.answerRate(24)).isEqualTo(new Ratio(0, 2, 0, Map.of()));
  }

  @Test
  void anEpisodeEndsAfter24SilentHoursAndAnyBusinessMessageKeepsItOpen() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .writes("a", "i2", "24H", "text")
            .writes("b", "i3", "0H", "text")
            .sends("b", "m1", "12H", "campaign")
            .writes("b", "i4", "35H", "text")
            .figures(MUCH_LATER);

    // a: two episodes of one turn each. b: one episode, one turn.
    assertThat(figures.firstResponseTime().turns()).isEqualTo(3);
    assertThat(figures.responseTime().turns()).isEqualTo(3);
  }

  @Test
  void inOneSecondTheCustomerSpeaksFirst() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "0H", "bot")
            .writes("a", "i2", "1H", "text")
            .figures(MUCH_LATER);

    assertThat(figures.responseTime().any().seconds()).isEqualTo(List.of(0L));
    assertThat(figures.responseTime().turns()).isEqualTo(2);
  }

  @Test
  void aMessageThatOnlyFailedAnswersNothing() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .onlyFails("a", "m1", "1H", "agent", 131026)
            .writes("a", "i2", "2H", "text")
            .figures(MUCH_LATER);

    assertThat(figures.responseTime().turns()).isEqualTo(1);
    assertThat(figures.responseTime().unanswered()).isEqualTo(1);
  }

  @Test
  void aReplyBeforeItsMessageCountsAsImmediate() {
    var figures =
        new Story()
            .quotes("a", "i1", "0H", "button", "m1")
            .sends("a", "m1", "0H1S", "campaign")
            .status("a", "m1", "delivered", "0H2S")
            .figures(MUCH_LATER);

    assertThat(figures.responseRate(1).ratio()).isEqualTo(new Ratio(1, 1, 0, Map.of()));
  }

  @Test
  void aTruthThatLeavesTheOrderOpenIsRefused() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .sends("a", "m2", "0H", "campaign")
            .writes("a", "i1", "1H", "text");

    assertThatThrownBy(() -> new Oracle(story.told())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStatusOfAMessageNobodySentIsRefused() {
    var line =
        """
        {"type":"status","account":"1","channel":"2","person":"p","wamid":"w","status":"sent",\
        "at":"2026-03-02T09:00:00Z"}""";

    assertThatThrownBy(() -> Truth.of(Stream.of(line)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void binsAreWithinOnePercent() {
    assertThat(Latencies.bin(0)).isZero();
    assertThat(Latencies.bin(1)).isZero();
    // ln 2 / ln 1.02 = 35.003
    assertThat(Latencies.bin(2)).isEqualTo(36);
    // ln 60 / ln 1.02 = 206.75
    assertThat(Latencies.bin(60)).isEqualTo(207);
    var latencies = new Latencies(List.of(3600L, 60L, 120L, 1L));
    assertThat(latencies.exact(0.5)).hasValue(60);
    assertThat(latencies.exact(0.9)).hasValue(3600);
    assertThat(latencies.binned(0.5).orElseThrow()).isCloseTo(60, within(0.6));
    assertThat(latencies.mean()).hasValue(3781 / 4.0);
  }

  @Test
  void theCensoredMedianIsTheProductLimitEstimate() {
    // At risk 5, 3, 1: 4/5, then 4/5 * 2/3 = 0.533, then 0.
    assertThat(KaplanMeier.median(List.of(1L, 3L, 5L), List.of(2L, 4L))).hasValue(5);
    // 3/4, then 3/4 * 2/3 = 1/2: at most half still wait.
    assertThat(KaplanMeier.median(List.of(1L, 2L), List.of(3L, 4L))).hasValue(2);
    assertThat(KaplanMeier.median(List.of(1L), List.of(2L, 3L, 4L))).isEmpty();
  }
}
