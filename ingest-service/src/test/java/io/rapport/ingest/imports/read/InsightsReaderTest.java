package io.rapport.ingest.imports.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.InsightDay;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightsReaderTest {

  @Test
  void aCommaStandsBetweenThreeDigits() {
    assertThat(insights("date,sent").read("2026-10-01,\"12,5\"", 2))
        .singleElement()
        .isInstanceOf(Faulty.class);
  }

  @Test
  void insightsAreReadByWhatTheirColumnsMean() {
    var rows =
        insights("Date,Messages sent,Messages delivered,Read,Something else")
            .read("2026-10-01,\"1,200\",1180,800,x\nsoon,1,1,1,x\n", 2);
    assertThat(rows.get(0))
        .isEqualTo(
            new InsightDay(
                2, LocalDate.of(2026, 10, 1), Optional.empty(), Optional.empty(), 1200, 1180, 800));
    assertThat(rows.get(1))
        .isInstanceOfSatisfying(Faulty.class, f -> assertThat(f.line()).isEqualTo(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-10-01",
        "2026-10-01T00:00:00Z",
        "2026-10-01 00:00:00",
        "Oct 1, 2026",
        "october 1 2026",
        "1 Oct 2026",
      })
  void aDayIsWrittenInSeveralWays(String day) {
    assertThat(insights("date;sent").read(day + ";5", 2))
        .singleElement()
        .isInstanceOfSatisfying(
            InsightDay.class, read -> assertThat(read.day()).isEqualTo("2026-10-01"));
  }

  @Test
  void aDayInNumbersNeedsItsOrder() {
    assertThat(insights("date,sent").read("10/01/2026,5", 2))
        .singleElement()
        .isInstanceOf(Faulty.class);
    assertThat(new InsightsReader("date,sent", Optional.of(DateOrder.MDY)).read("10/01/2026,5", 2))
        .singleElement()
        .isInstanceOfSatisfying(
            InsightDay.class, read -> assertThat(read.day()).isEqualTo("2026-10-01"));
  }

  private static InsightsReader insights(String header) {
    return new InsightsReader(header, Optional.empty());
  }
}
