package io.rapport.metrics.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.common.problem.ProblemException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

  private static final Row ROW =
      Row.builder()
          .put("Account", "it's 7")
          .put("Kpi", "open-rate")
          .put("Date", LocalDate.of(2026, 10, 1))
          .put("Value", 0.25)
          .put("Numerator", 10L)
          .put("Denominator", 40L)
          .put("Low", null)
          .put("AsOf", java.time.Instant.parse("2026-11-01T10:00:02Z"))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Kpi eq 'open-rate' | true",
        "Kpi ne 'open-rate' | false",
        "'open-rate' eq Kpi | true",
        "Account eq 'it''s 7' | true",
        "Kpi gt 'answer-rate' | true",
        "Kpi in ('a', 'open-rate') | true",
        "Kpi in ('a') | false",
        "Date eq 2026-10-01 | true",
        "Date lt 2026-10-01 | false",
        "Date le 2026-10-01 | true",
        "2026-09-30 lt Date | true",
        "Value eq 0.25 | true",
        "Value ge 2.5e-1 | true",
        "Numerator eq 10.0 | true",
        "Numerator gt 9 | true",
        "Low eq null | true",
        "Low ne null | false",
        "Low lt 1 | false",
        "Low ne 1 | true",
        "Value ne null | true",
        "AsOf lt 2026-11-01T12:00:00+01:00 | true",
        "contains(Kpi,'rate') | true",
        "startswith(Kpi, 'rate') | false",
        "endswith(Kpi,'rate') | true",
        "not contains(Kpi,'rate') | false",
        "not (Kpi eq 'a' or Kpi eq 'b') | true",
        // and binds before or, not before both
        "Kpi eq 'open-rate' or Kpi eq 'a' and Kpi eq 'b' | true",
        "(Kpi eq 'open-rate' or Kpi eq 'a') and Kpi eq 'b' | false",
        "not Kpi eq 'a' and Kpi eq 'b' | false",
        "((Numerator ge 1)) | true",
        "  Numerator   ge 1  | true",
      })
  void aFilterHoldsOrNot(String filter, boolean holds) {
    assertThat(parse(filter).test(ROW)).isEqualTo(Filter.Truth.of(holds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kpi",
        "Kpi eq",
        "eq 'a'",
        "Kpi = 'a'",
        "Kpi eq 'a",
        "Kpi eq \"a\"",
        "Kpi eq a",
        "Kpi eq 1",
        "Date eq 2026-13-01",
        "Date eq '2026-10-01'",
        "Numerator eq '1'",
        "Numerator eq 1e99999999",
        "Numerator eq 11111111111111111111111111111111111111111",
        "Shoe eq 1",
        "Kpi eq 'a' Kpi eq 'b'",
        "(Kpi eq 'a'",
        "Kpi eq 'a')",
        "Kpi in ()",
        "Kpi in 'a'",
        "contains(Kpi)",
        "contains(Numerator,'1')",
        "contains(Kpi,1)",
        "and",
        "not",
        "()",
        ";",
      })
  void whatMakesNoSenseIsABadRequest(String filter) {
    assertThatThrownBy(() -> parse(filter))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tolower(Kpi) eq 'a'",
        "year(Date) eq 2026",
        "Kpi eq concat('a','b')",
        "Numerator add 1 eq 2",
        "Kpi has 'a'",
        "Numerator eq Denominator",
        "contains(Kpi,'a') eq true",
      })
  void whatODataKnowsAndWeDoNotIsNotImplemented(String filter) {
    assertThatThrownBy(() -> parse(filter))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(501));
  }

  @Test
  void depthIsBounded() {
    var deep = "(".repeat(5000) + "Kpi eq 'a'" + ")".repeat(5000);

    assertThatThrownBy(() -> parse(deep)).isInstanceOf(FilterParser.TooManyTerms.class);
    assertThatThrownBy(() -> parse("not ".repeat(5000) + "Kpi eq 'a'"))
        .isInstanceOf(FilterParser.TooManyTerms.class);
    assertThat(parse("(".repeat(50) + "Kpi eq 'open-rate'" + ")".repeat(50)).test(ROW))
        .isEqualTo(Filter.Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Kpi eq 'open-rate' and Value gt 0 | true",
        "Kpi eq 'a' and Value gt 0 | false",
        "Kpi eq 'a' or Value gt 0 | true",
        "not (Kpi eq 'open-rate') | false",
        "not (Kpi eq 'open-rate' and Value gt 0) | true",
        "not (Kpi eq 'open-rate' or Value gt 0) | false",
      })
  void ofARowKnownInPartItCanBeToldWhetherItMayMatch(String filter, boolean permitted) {
    assertThat(parse(filter).permits(Row.builder().put("Kpi", "open-rate").build()))
        .isEqualTo(permitted);
  }

  @Test
  void theDaysAreTakenOutOfTheFilter() {
    var filter = parse("Kpi eq 'a' and (Date ge 2026-10-01 and Date lt 2026-11-01)");

    assertThat(Filter.first(filter, "Date")).hasValue(LocalDate.of(2026, 10, 1));
    assertThat(Filter.last(filter, "Date")).hasValue(LocalDate.of(2026, 10, 31));
    var open = parse("Date ge 2026-10-01 or Kpi eq 'a'");
    assertThat(Filter.first(open, "Date")).isEmpty();
    assertThat(Filter.last(open, "Date")).isEmpty();
    assertThat(Filter.first(parse("Date gt 2026-10-01 and Date gt 2026-10-05"), "Date"))
        .hasValue(LocalDate.of(2026, 10, 6));
  }

  private static Filter parse(String filter) {
    return FilterParser.parse(EntitySet.DAILY, filter, 200);
  }
}
