package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Figures.ConversionRate;
import io.rapport.e2e.oracle.Figures.Credit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class SharesTest {
  private static final Credit NOTHING = new Credit(0, Map.of());

  private static String order(String order, int minorUnits) {
    return "\"order\":\"%s\",\"name\":\"purchase\",\"value\":{\"minorUnits\":%d,\"currency\":\"EUR\"}"
        .formatted(order, minorUnits);
  }

  private static String refund(String order, int minorUnits) {
    return "\"order\":\"%s\",\"value\":{\"minorUnits\":%d,\"currency\":\"EUR\"}"
        .formatted(order, minorUnits);
  }

  private static Credit of(long millionths, long minorUnits) {
    return new Credit(millionths, Map.of("EUR", minorUnits));
  }

  /** Of the messages sent in the hour that begins then. */
  private static ConversionRate hour(Story story, int hour) {
    return new Oracle(story.told())
        .figures(
            Question.of(
                Story.ACCOUNT, Story.at(hour + "H"), Story.at(hour + 1 + "H"), Story.at("500H")))
        .conversionRate();
  }

  @Test
  void theEarliestOfAllThatTouchedIsFirstAndEachGetsTheSame() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "0H")
            .status("a", "m1", "read", "5H")
            .sends("a", "m2", "1H", "campaign")
            .status("a", "m2", "delivered", "1H")
            .clicks("a", "m2", "1H30M")
            .clicks("a", "m2", "6H")
            .sends("a", "m3", "2H", "campaign")
            .status("a", "m3", "read", "2H")
            .sends("a", "m4", "3H", "survey")
            .status("a", "m4", "read", "3H")
            .reportsAnywhere("a", "conversion", "10H", order("o1", 1001));

    assertThat(hour(story, 0).first()).isEqualTo(of(1_000_000, 1001));
    assertThat(hour(story, 0).linear()).isEqualTo(of(333_334, 334));
    assertThat(hour(story, 0).conversions()).isZero();
    assertThat(hour(story, 1).first()).isEqualTo(NOTHING);
    assertThat(hour(story, 1).linear()).isEqualTo(of(333_333, 334));
    assertThat(hour(story, 1).conversions()).isOne();
    assertThat(hour(story, 2).linear()).isEqualTo(of(333_333, 333));
    assertThat(hour(story, 3).linear()).isEqualTo(NOTHING);
  }

  @Test
  void onlyTheWindowsSayWhatTouched() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "0H")
            .sends("a", "m2", "1H", "campaign")
            .status("a", "m2", "delivered", "1H")
            .clicks("a", "m2", "2H")
            .sends("a", "m3", "80H", "campaign")
            .status("a", "m3", "delivered", "80H")
            // The first message is too long ago, the second was followed.
            .reportsAnywhere("a", "conversion", "100H", order("o1", 10))
            // Within seven days of the click, and not of the sending.
            .reportsAnywhere("a", "conversion", "169H1S", order("o2", 20));

    assertThat(hour(story, 0).first()).isEqualTo(NOTHING);
    assertThat(hour(story, 1).first()).isEqualTo(of(1_000_000, 10));
    assertThat(hour(story, 1).linear()).isEqualTo(of(500_000, 5));
    assertThat(hour(story, 80).first()).isEqualTo(NOTHING);
    assertThat(hour(story, 80).linear()).isEqualTo(of(500_000, 5));
  }

  @Test
  void eachMessageHasAWeekOfItsOwnForWhatIsGivenBack() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "0H")
            .sends("a", "m2", "10H", "campaign")
            .status("a", "m2", "read", "10H")
            .reportsAnywhere("a", "conversion", "20H", order("o1", 100))
            .reportsAnywhere("a", "refund", "169H", "\"order\":\"o1\"");

    assertThat(hour(story, 0).first()).isEqualTo(of(1_000_000, 100));
    assertThat(hour(story, 0).linear()).isEqualTo(of(500_000, 50));
    assertThat(hour(story, 10).linear()).isEqualTo(NOTHING);
    assertThat(hour(story, 10).conversions()).isZero();
  }

  @Test
  void whatIsGivenBackIsSharedByTheSameRule() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "0H")
            .sends("a", "m2", "1H", "campaign")
            .status("a", "m2", "read", "1H")
            .sends("a", "m3", "2H", "campaign")
            .status("a", "m3", "read", "2H")
            .reportsAnywhere("a", "conversion", "4H", order("o1", 1000))
            .reportsAnywhere("a", "refund", "5H", refund("o1", 401));

    // 334, 333, 333 less 134, 134, 133.
    assertThat(hour(story, 0).linear()).isEqualTo(of(333_334, 200));
    assertThat(hour(story, 1).linear()).isEqualTo(of(333_333, 199));
    assertThat(hour(story, 2).linear()).isEqualTo(of(333_333, 200));
    assertThat(hour(story, 0).first()).isEqualTo(of(1_000_000, 599));
  }
}
