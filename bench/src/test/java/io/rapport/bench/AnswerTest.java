package io.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final Answer answer = new Answer();

  @Test
  void anAnswerIsCompleteWithItsBody() {
    assertThat(answer.add(Buffer.buffer("HTTP/1.1 503 Service"))).isFalse();
    assertThat(answer.add(Buffer.buffer(" Unavailable\r\ncontent-length: 2\r"))).isFalse();
    assertThat(answer.add(Buffer.buffer("\n\r\n{"))).isFalse();
    assertThat(answer.add(Buffer.buffer("}"))).isTrue();
    assertThat(answer.status()).isEqualTo(503);
  }

  @Test
  void theNextAnswerStartsAfresh() {
    answer.add(Buffer.buffer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
    answer.clear();
    assertThat(answer.add(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))).isTrue();
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void anAnswerOfUnknownLengthIsRefused() {
    var chunked = Buffer.buffer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertThatThrownBy(() -> answer.add(chunked)).isInstanceOf(IllegalStateException.class);
  }
}
