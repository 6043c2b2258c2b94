package io.rapport.metrics.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uFF1D1"})
  void whatASpreadsheetWouldCalculateIsText(String text) {
    assertThat(cell(text)).isEqualTo("'" + text + "\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "a,b | `\"a,b\"`",
        "say \"hi\" | `\"say \"\"hi\"\"\"`",
        "1-2 | 1-2",
        "ümlaut | ümlaut"
      })
  void textsAreQuotedWhereTheyMustBe(String text, String cell) {
    assertThat(cell(text)).isEqualTo(cell + "\r\n");
  }

  @Test
  void aLineBreakStaysInsideItsCell() {
    assertThat(cell("a\nb")).isEqualTo("\"a\nb\"\r\n");
    assertThat(cell("\r=1")).isEqualTo("\"'\r=1\"\r\n");
  }

  @Test
  void numbersStayAsTheyAreAndWhatIsMissingIsEmpty() {
    var object = MAPPER.createObjectNode().put("n", -0.5).putNull("nothing").put("yes", true);

    assertThat(Csv.line(List.of("n", "nothing", "missing", "yes"), object))
        .isEqualTo("-0.5,,,true\r\n");
    assertThat(Csv.header(List.of("a", "b"))).isEqualTo("a,b\r\n");
  }

  private static String cell(String text) {
    return Csv.line(List.of("c"), MAPPER.createObjectNode().put("c", text));
  }
}
