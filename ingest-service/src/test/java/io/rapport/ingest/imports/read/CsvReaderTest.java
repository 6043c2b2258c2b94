package io.rapport.ingest.imports.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

  private static final Instant AT = Instant.parse("2026-10-01T10:00:00Z");

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

  @Test
  void emptyLinesAreNoRowsAndHaveNumbers() {
    var rows = new CsvReader("direction,contact,time").read("\n\nin,1\n\r\n\nin,2,1790848800\n", 2);
    assertThat(rows).extracting(Row::line).containsExactly(4L, 7L);
  }

  @Test
  void aCarriageReturnInQuotesIsNoLine() {
    var rows =
        new CsvReader("direction,contact,time,text").read("in,1,1790848800,\"a\rb\"\nin,2\n", 2);
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L);
  }

  @Test
  void nothingIsNoRow() {
    assertThat(new CsvReader("direction,contact,time").read("", 2)).isEmpty();
  }

  /** Whatever people write, in quotes as RFC 4180 has them. */
  @Property
  void whatIsQuotedIsReadAsItWas(@ForAll @Size(max = 20) List<String> texts) throws IOException {
    var file = new StringBuilder();
    try (var printer = CSVFormat.RFC4180.print(file)) {
      for (var text : texts) {
        printer.printRecord("in", "1", "1790848800", text);
      }
    }
    assertThat(new CsvReader("direction,contact,time,text").read(file.toString(), 2))
        .extracting(row -> ((Message) row).text())
        .containsExactlyElementsOf(
            texts.stream()
                .map(text -> Optional.of(text).filter(value -> !value.isBlank()))
                .toList());
  }
}
