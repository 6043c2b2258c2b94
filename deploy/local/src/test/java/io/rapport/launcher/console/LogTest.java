package io.rapport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

  @TempDir Path directory;

  @Test
  void aFullLogMakesWayForANewOneAndTheOldestGoes() throws Exception {
    var file = directory.resolve("ingest.log");
    try (var log = new RotatingLog(file, 10)) {
      for (int line = 1; line <= 5; line++) {
        log.append("line " + line);
      }
      assertThat(log.dropped()).isZero();
    }
    assertThat(file).hasContent("line 5");
    assertThat(directory.resolve("ingest.log.1")).hasContent("line 4");
    assertThat(directory.resolve("ingest.log.2")).hasContent("line 3");
    assertThat(directory.resolve("ingest.log.3")).doesNotExist();
  }

  @Test
  void aLogIsContinuedByTheNextStart() throws Exception {
    var file = directory.resolve("ingest.log");
    try (var log = new RotatingLog(file, 1000)) {
      log.append("first");
    }
    try (var log = new RotatingLog(file, 1000)) {
      log.append("second");
    }
    assertThat(file).hasContent("first\nsecond");
  }

  @Test
  void aTailGivesWholeLinesOnlyAndSurvivesRotation() throws Exception {
    var file = directory.resolve("ingest.log");
    var tail = new LogTail(file);
    assertThat(tail.lines()).isEmpty();
    Files.writeString(file, "one\ntw");
    assertThat(tail.lines()).containsExactly("one");
    Files.writeString(file, "one\ntwo\n");
    assertThat(tail.lines()).containsExactly("two");
    assertThat(tail.lines()).isEmpty();
    Files.move(file, directory.resolve("ingest.log.1"));
    Files.writeString(file, "three, longer than all before\n");
    assertThat(tail.lines()).containsExactly("three, longer than all before");
  }

  @Test
  void timesHaveOneDecimalUpToTenSeconds() {
    assertThat(Console.seconds(Duration.ofMillis(1940))).isEqualTo("1.9 s");
    assertThat(Console.seconds(Duration.ofMillis(75_400))).isEqualTo("75 s");
  }
}
