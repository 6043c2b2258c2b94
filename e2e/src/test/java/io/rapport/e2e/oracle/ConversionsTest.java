package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Figures.Ratio;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class ConversionsTest {
  private static final String MUCH_LATER = "500H";
  private static final String NAME = "\"name\":\"purchase\"";

  private static String order(String order, int minorUnits) {
    return "\"order\":\"%s\",%s,\"value\":{\"minorUnits\":%d,\"currency\":\"EUR\"}"
        .formatted(order, NAME, minorUnits);
  }

  private static String back(String order, int minorUnits) {
    return "\"order\":\"%s\",\"value\":{\"minorUnits\":%d,\"currency\":\"EUR\"}"
        .formatted(order, minorUnits);
  }

  @Test
  void aConversionIsDueToTheLastClickElseReadElseDelivery() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "0H")
            .clicks("a", "m1", "1H")
            .sends("a", "m2", "2H", "campaign")
            .status("a", "m2", "read", "3H")
            .reportsAnywhere("a", "conversion", "10H", order("o1", 100))
            .sends("b", "m3", "0H", "campaign")
            .status("b", "m3", "read", "1H")
            .sends("b", "m4", "2H", "campaign")
            .status("b", "m4", "delivered", "2H")
            .reportsAnywhere("b", "conversion", "25H", order("o2", 200))
            // A day after reading is over, one after delivery is not.
            .reportsAnywhere("b", "conversion", "25H1S", order("o3", 400))
            .sends("c", "m5", "0H", "campaign")
            .status("c", "m5", "delivered", "0H1S")
            .reportsAnywhere("c", "conversion", "0H", order("o4", 800))
            .reportsAnywhere("c", "conversion", "24H2S", order("o5", 1600))
            .figures(MUCH_LATER);

    assertThat(figures.conversionRate().ratio()).isEqualTo(new Ratio(2, 3, 0, Map.of()));
    assertThat(figures.conversionRate().conversions()).isEqualTo(3);
    assertThat(figures.conversionRate().byTouch())
        .isEqualTo(Map.of("click", 1L, "read", 1L, "delivery", 1L));
    assertThat(figures.conversionRate().value()).isEqualTo(Map.of("EUR", 700L));
    assertThat(figures.clickThroughRate()).isEqualTo(new Ratio(1, 5, 0, Map.of()));
    assertThat(figures.openRate().inferred()).isEqualTo(3);
  }

  @Test
  void whatCameTooLateTakesNothingFromWhatCameInTime() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "170H")
            .clicks("a", "m1", "171H")
            .sends("a", "m2", "100H", "campaign")
            .status("a", "m2", "delivered", "171H")
            .reportsAnywhere("a", "conversion", "172H", order("o1", 100))
            .figures(MUCH_LATER);

    assertThat(figures.conversionRate().conversions()).isEqualTo(1);
    assertThat(figures.conversionRate().byTouch()).isEqualTo(Map.of("delivery", 1L));
    assertThat(figures.conversionRate().ratio()).isEqualTo(new Ratio(1, 1, 0, Map.of()));
  }

  @Test
  void aClickOfNoMessageIsOfTheLatestOneOfItsCampaign() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "delivered", "0H")
            .sends("a", "m2", "5H", "campaign")
            .status("a", "m2", "delivered", "5H")
            .clicksSomewhere("a", "spring", "5H")
            .clicksSomewhere("a", "autumn", "6H")
            .clicksSomewhere("a", "spring", "80H")
            .sends("b", "m3", "0H", "campaign")
            .status("b", "m3", "delivered", "0H")
            // Before anything was sent, and of a message that somebody else got.
            .clicksSomewhere("b", "spring", "-1H")
            .clicks("b", "m1", "1H")
            .figures(MUCH_LATER);

    assertThat(figures.clickThroughRate()).isEqualTo(new Ratio(1, 3, 0, Map.of()));
    assertThat(figures.openRate().inferred()).isOne();
  }

  @Test
  void whatWasGivenBackWhollyDoesNotCountAndAPartLessensIt() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "0H")
            .reportsAnywhere("a", "conversion", "1H", order("o1", 1000))
            .reportsAnywhere("a", "refund", "2H", back("o1", 400))
            .reportsAnywhere("a", "refund", "168H", back("o1", 600))
            .reportsAnywhere("a", "conversion", "3H", order("o2", 500))
            .reportsAnywhere("a", "refund", "4H", back("o2", 100))
            // Too late to change anything.
            .reportsAnywhere("a", "refund", "168H1S", "\"order\":\"o2\"")
            .sends("b", "m2", "0H", "campaign")
            .status("b", "m2", "read", "0H")
            .reportsAnywhere("b", "conversion", "1H", order("o3", 1000))
            .reportsAnywhere("b", "refund", "2H", "\"order\":\"o3\"")
            .figures(MUCH_LATER);

    assertThat(figures.conversionRate().ratio()).isEqualTo(new Ratio(1, 2, 0, Map.of()));
    assertThat(figures.conversionRate().conversions()).isEqualTo(1);
    assertThat(figures.conversionRate().value()).isEqualTo(Map.of("EUR", 400L));
  }

  @Test
  void anOrderCountsOnceAndNobodyBuysForASurvey() {
    var figures =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .status("a", "m1", "read", "0H")
            .sends("a", "m2", "1H", "survey")
            .status("a", "m2", "read", "1H")
            .reportsAnywhere("a", "conversion", "2H", order("o1", 100))
            .reportsAnywhere("a", "conversion", "3H", order("o1", 100))
            .figures("168H");

    assertThat(figures.conversionRate().ratio()).isEqualTo(new Ratio(1, 1, 0, Map.of()));
    assertThat(figures.conversionRate().conversions()).isEqualTo(1);
  }
}
