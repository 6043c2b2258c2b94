package io.rapport.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "plain,plain",
        "Euro%20%E2%82%AC%20%F0%9F%98%80,Euro € 😀",
        "lower%e2%82%ac,lower€",
        "needless%41,needlessA",
        "once%2541,once%41",
        "\"quoted text\",quoted text",
        "\"with \\\"quotes\\\" and \\\\\",with \"quotes\" and \\",
        "\"quoted%20and encoded\",quoted and encoded",
        "a+b,a+b"
      })
  void aHeaderIsUnquotedAndDecodedOnce(String header, String expected) {
    assertThat(HeaderValue.decode(header)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%C0%A0", "%ED%A0%80", "%FF", "\"open", "\"open\\"})
  void whatIsNotRightlyEncodedIsRefused(String header) {
    assertThat(HeaderValue.decode(header)).isEmpty();
  }

  @Test
  void nothingStaysNothing() {
    assertThat(HeaderValue.decode("")).contains("");
  }
}
