package io.rapport.ingest.imports.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.Message;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdjsonReaderTest {

  private static final Instant AT = Instant.parse("2026-10-01T10:00:00Z");

  @Test
  void aLineOfJsonIsAMessage() {
    var rows =
        new NdjsonReader()
            .read(
                """
                {"direction":"in","contact":"4915112345678","time":"2026-10-01T10:00:00Z","text":"Hi"}

                {"direction":"out","contact":"DE.1","time":1790848800,"wamid":"wamid.1","campaign":"spring",\
                "deliveredAt":"2026-10-01T10:00:05+00:00","readAt":null}
                """,
                5);
    assertThat(rows).hasSize(2);
    var in = (Message) rows.get(0);
    assertThat(in.inbound()).isTrue();
    assertThat(in.line()).isEqualTo(5);
    assertThat(in.at()).isEqualTo(AT);
    assertThat(in.text()).contains("Hi");
    var out = (Message) rows.get(1);
    assertThat(out.inbound()).isFalse();
    assertThat(out.line()).isEqualTo(7);
    assertThat(out.tags().campaign()).contains("spring");
    assertThat(out.fate().deliveredAt()).contains(AT.plusSeconds(5));
    assertThat(out.fate().readAt()).isEmpty();
  }

  @Test
  void aLineWithASpecversionIsAnEvent() {
    assertThat(new NdjsonReader().read("{\"specversion\":\"1.0\"}", 1))
        .singleElement()
        .isInstanceOf(Row.Reported.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | ''",
        "[] | ''",
        "{\"direction\":\"in\",\"direction\":\"in\"} | ''",
        "{\"direction\":\"up\",\"contact\":\"1\",\"time\":1790848800} | direction",
        "{\"contact\":\"1\",\"time\":1790848800} | direction",
        "{\"direction\":\"in\",\"time\":1790848800} | contact",
        "{\"direction\":\"in\",\"contact\":\"1\"} | time",
        "{\"direction\":\"in\",\"contact\":\"1\",\"time\":\"yesterday\"} | time",
        "{\"direction\":\"in\",\"contact\":\"1\",\"time\":\"1999-01-01T00:00:00Z\"} | time",
        "{\"direction\":\"in\",\"contact\":\"1\",\"time\":1790848800,\"colour\":\"x\"} | colour",
        "{\"direction\":\"in\",\"contact\":true,\"time\":1790848800} | contact",
        "{\"direction\":\"in\",\"contact\":\"1\",\"Contact\":\"2\",\"time\":1790848800} | contact",
        "{\"direction\":\"in\",\"contact\":{},\"time\":1790848800} | contact",
        "{\"direction\":\"in\",\"contact\":\"1\",\"time\":1790848800,\"readAt\":1790848801} | direction",
        "{\"direction\":\"out\",\"contact\":\"1\",\"time\":1790848800,\"readAt\":1790848799} | readAt",
        "{\"direction\":\"out\",\"contact\":\"1\",\"time\":1790848800,\"errorCode\":\"x\"} | errorCode",
      })
  void whatIsWrongIsNamedByItsColumn(String line, String column) {
    assertThat(new NdjsonReader().read(line, 3))
        .singleElement()
        .isInstanceOfSatisfying(
            Faulty.class,
            faulty -> {
              assertThat(faulty.line()).isEqualTo(3);
              assertThat(faulty.column()).isEqualTo(column);
            });
  }

  @Test
  void membersMayBeWrittenAsColumnsAre() {
    var message =
        (Message)
            new NdjsonReader()
                .read(
                    "{\"direction\":\"out\",\"contact\":\"1\",\"time\":1790848800,\"read_at\":1790848805}",
                    1)
                .getFirst();
    assertThat(message.fate().readAt()).contains(AT.plusSeconds(5));
  }

  @Test
  void nothingIsNoRow() {
    assertThat(new NdjsonReader().read("\n \n", 1)).isEmpty();
  }
}
