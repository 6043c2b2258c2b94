package io.rapport.ingest.imports.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.ingest.imports.read.ChatReader.DateOrder;
import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.InsightDay;
import io.rapport.ingest.imports.read.Row.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {

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
        "{\"direction\":\"in\",\"contact\":\"1\",\"time\":1790848800,\"Text\":\"x\"} | Text",
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

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void aTableMayBeSeparatedInSeveralWays(String separator) {
    var header = "\uFEFFDirection,contact,Time,delivered_at,campaign".replace(",", separator);
    var record =
        "out,4915112345678,2026-10-01T10:00:00Z,2026-10-01T10:00:05Z,spring"
            .replace(",", separator);
    var message = (Message) new CsvReader(header).read(record + "\r\n", 2).getFirst();
    assertThat(message.tags().campaign()).contains("spring");
    assertThat(message.fate().deliveredAt()).contains(AT.plusSeconds(5));
  }

  @Test
  void aQuotedCellHasSeparatorsQuotesAndLineBreaks() {
    var reader = new CsvReader("direction,contact,time,text");
    var rows =
        reader.read("in,1,1790848800,\"Hello, \"\"you\"\"\nthere\"\nin,2,1790848801,next\n", 2);
    assertThat(rows).hasSize(2);
    assertThat(((Message) rows.get(0)).text()).contains("Hello, \"you\"\nthere");
    assertThat(((Message) rows.get(1)).line()).isEqualTo(4);
  }

  @Test
  void aRecordWithoutAllColumnsIsFaultyAndTheNextIsNot() {
    var rows = new CsvReader("direction,contact,time").read("in,1\nin,2,1790848800\n", 2);
    assertThat(rows.get(0)).isInstanceOf(Faulty.class);
    assertThat(rows.get(1)).isInstanceOf(Message.class);
  }

  @Test
  void aQuoteThatIsNotClosedIsSaid() {
    var reader = new CsvReader("direction,contact,time,text");
    assertThatThrownBy(() -> reader.read("in,1,1790848800,x\nin,1,1790848800,\"x", 2))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("line 3 ");
  }

  @Test
  void textBehindAQuoteIsSaid() {
    var reader = new CsvReader("direction,contact,time,text");
    assertThatThrownBy(() -> reader.read("in,1,1790848800,\"x\"y\n", 7))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("line 7 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[13.02.24, 13:05:09] Ana: Hi | 2024-02-13T12:05:09Z",
        "13/02/2024, 1:05 pm - Ana: Hi | 2024-02-13T12:05:00Z",
        "13.02.24, 13:05 - Ana: Hi | 2024-02-13T12:05:00Z",
        "[2024-02-13, 13:05:09] Ana: Hi | 2024-02-13T12:05:09Z",
        "2/13/24, 12:05 AM - Ana: Hi | 2024-02-12T23:05:00Z",
        "\u200E[13/02/2024, 1:05:09\u202Fpm] Ana: Hi | 2024-02-13T12:05:09Z",
      })
  void aChatIsReadInTheNotationsOfPhones(String line, Instant at) {
    var answer = line.replace("Ana: Hi", "My Shop: Hello");
    var message = (Message) chat(Optional.empty()).read(line + "\n" + answer, 1).getFirst();
    assertThat(message.at()).isEqualTo(at);
    assertThat(message.inbound()).isTrue();
    assertThat(message.contact()).isEqualTo("4915112345678");
    assertThat(message.text()).contains("Hi");
  }

  @Test
  void aChatHasLinesOfTheSystemMediaAndSeveralLines() {
    var rows =
        chat(Optional.of(DateOrder.DMY))
            .read(
                """
                01/02/2024, 13:05 - Messages and calls are end-to-end encrypted.
                01/02/2024, 13:06 - Ana: Where is
                my order: 17?
                01/02/2024, 13:07 - My Shop: On its way
                01/02/2024, 13:08 - Ana: <Media omitted>
                """,
                1);
    assertThat(rows).hasSize(3).allMatch(Message.class::isInstance);
    assertThat(((Message) rows.get(0)).text()).contains("Where is\nmy order: 17?");
    assertThat(((Message) rows.get(1)).inbound()).isFalse();
    assertThat(((Message) rows.get(2)).text()).isEmpty();
    assertThat(((Message) rows.get(2)).type()).isEqualTo("document");
  }

  @Test
  void datesThatDoNotTellTheirOrderAreNotGuessed() {
    assertThat(chat(Optional.empty()).read("01/02/2024, 13:05 - Ana: Hi", 1))
        .singleElement()
        .isInstanceOf(Faulty.class);
    assertThat(chat(Optional.of(DateOrder.MDY)).read("01/02/2024, 13:05 - My Shop: Hi", 1))
        .first()
        .isInstanceOfSatisfying(
            Message.class, message -> assertThat(message.at()).isEqualTo("2024-01-02T12:05:00Z"));
  }

  @Test
  void aBusinessThatNeverWritesIsMisspelt() {
    assertThat(chat(Optional.of(DateOrder.DMY)).read("01/02/2024, 13:05 - My Shopp: Hi", 1))
        .singleElement()
        .isInstanceOf(Faulty.class);
  }

  @Test
  void aCommaStandsBetweenThreeDigits() {
    assertThat(new InsightsReader("date,sent").read("2026-10-01,\"12,5\"", 2))
        .singleElement()
        .isInstanceOf(Faulty.class);
  }

  @Test
  void aFileThatIsNoChatIsFaulty() {
    assertThat(chat(Optional.empty()).read("hello\nworld", 1)).allMatch(Faulty.class::isInstance);
  }

  @Test
  void insightsAreReadByWhatTheirColumnsMean() {
    var rows =
        new InsightsReader("Date,Messages sent,Messages delivered,Read,Something else")
            .read("2026-10-01,\"1,200\",1180,800,x\nsoon,1,1,1,x\n", 2);
    assertThat(rows.get(0))
        .isEqualTo(
            new InsightDay(
                2, LocalDate.of(2026, 10, 1), Optional.empty(), Optional.empty(), 1200, 1180, 800));
    assertThat(rows.get(1))
        .isInstanceOfSatisfying(Faulty.class, f -> assertThat(f.line()).isEqualTo(3));
  }

  private static ChatReader chat(Optional<DateOrder> order) {
    return new ChatReader(ZoneId.of("Europe/Berlin"), order, "4915112345678", "My Shop");
  }

  @Test
  void nothingIsNoRow() {
    assertThat(new NdjsonReader().read("", 1)).isEqualTo(List.of());
    assertThat(new CsvReader("direction,contact,time").read("", 2)).isEmpty();
    assertThat(chat(Optional.empty()).read("", 1)).isEmpty();
  }
}
