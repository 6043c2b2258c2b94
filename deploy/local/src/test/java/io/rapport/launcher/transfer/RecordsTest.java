package io.rapport.launcher.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

  @TempDir private Path directory;

  @Test
  void everyChunkEndsWithARecord() throws IOException {
    assertThat(chunks("a\nbb\nccc\nd", FileFormat.NDJSON, 6, 100))
        .containsExactly("a\nbb\n", "ccc\nd");
  }

  @Test
  void aChunkHasSoManyRows() throws IOException {
    assertThat(chunks("a\nb\nc\nd\ne", FileFormat.NDJSON, 100, 2))
        .containsExactly("a\nb\n", "c\nd\n", "e");
  }

  @Test
  void aLineBreakInQuotesEndsNoRecord() throws IOException {
    assertThat(chunks("h\n\"x\ny\"\nz\n", FileFormat.CSV, 100, 2))
        .containsExactly("h\n\"x\ny\"\n", "z\n");
  }

  @Test
  void aQuoteWithinACellIsAnInch() throws IOException {
    assertThat(chunks("h,i\n5\" screen,x\nb,c\nd,e\n", FileFormat.CSV, 100, 2))
        .containsExactly("h,i\n5\" screen,x\n", "b,c\nd,e\n");
  }

  @Test
  void aQuoteInQuotesIsWrittenTwice() throws IOException {
    assertThat(chunks("h;i\n\"a \"\"b\"\"\n\";\"\"\nc;d\n", FileFormat.CSV, 100, 2))
        .containsExactly("h;i\n\"a \"\"b\"\"\n\";\"\"\n", "c;d\n");
  }

  @Test
  void whatSeparatesCellsIsToldByTheHeader() throws IOException {
    assertThat(chunks("h,i\na;\"b,x\nc,\"d\ne\"\nf,g\n", FileFormat.CSV, 100, 3))
        .containsExactly("h,i\na;\"b,x\nc,\"d\ne\"\n", "f,g\n");
  }

  @Test
  void aByteOrderMarkIsNoCell() throws IOException {
    assertThat(chunks("\uFEFF\"h\ni\"\na\nb\n", FileFormat.CSV, 100, 1))
        .containsExactly("\uFEFF\"h\ni\"\n", "a\n", "b\n");
  }

  @Test
  void aRecordThatFitsInNoChunkIsNamed() throws IOException {
    var file = file("short\n" + "x".repeat(50) + "\n");
    try (var records = new Records(file, FileFormat.NDJSON, 20, 100)) {
      assertThat(new String(records.at(0), UTF_8)).isEqualTo("short\n");
      assertThatThrownBy(() -> records.at(6))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("byte 6");
    }
  }

  @Test
  void aChatGoesAsAWhole() throws IOException {
    assertThat(chunks("a\nb\nc", FileFormat.CHAT, 100, 1)).containsExactly("a\nb\nc");
    assertThatThrownBy(() -> chunks("a\nb\nc", FileFormat.CHAT, 3, 1)).isInstanceOf(Failure.class);
  }

  @Test
  void progressTellsRowsRateAndTimeLeft() {
    var progress = new ProgressLine(System.out, false, 1000, Instant.EPOCH, 0, 0);
    assertThat(progress.text(250, 5000, Duration.ofSeconds(2)))
        .contains("[#######-----------------------]", "25 %", "5,000 rows", "2,500/s", "6 s left");
  }

  private List<String> chunks(String text, FileFormat format, int bytes, int rows)
      throws IOException {
    var chunks = new ArrayList<String>();
    try (var records = new Records(file(text), format, bytes, rows)) {
      long offset = 0;
      while (offset < records.size()) {
        var chunk = records.at(offset);
        chunks.add(new String(chunk, UTF_8));
        offset += chunk.length;
      }
    }
    return chunks;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("file"), text);
  }
}
