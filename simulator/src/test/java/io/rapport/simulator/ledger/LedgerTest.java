package io.rapport.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Scenario;
import io.rapport.simulator.world.Truth;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-21T00:00:00Z");

  @TempDir private Path directory;
  private List<Fact> facts;

  @BeforeEach
  void fill() {
    facts = Scenario.generate(5, START, 10, new Scenario.Options(40, 1)).facts();
    Ledger.create(directory, facts, NOW).close();
  }

  private Ledger open() {
    return Ledger.open(directory, NOW);
  }

  private List<String> truth() throws IOException {
    return Files.readAllLines(directory.resolve("truth.jsonl"));
  }

  private List<String> lines(int to) {
    return facts.subList(0, to).stream().map(Truth::line).toList();
  }

  @Test
  void everyFactSurvivesTheFile() {
    try (var ledger = open()) {
      assertThat(ledger.recovery().pending())
          .extracting(Planned::fact)
          .containsExactlyElementsOf(facts);
    }
  }

  @Test
  void whatHasHappenedIsInTheTruthAndNoLongerPending() throws IOException {
    try (var ledger = open()) {
      var happened = ledger.happen(ledger.recovery().pending().subList(0, 300));
      assertThat(happened).extracting(Happened::sequence).startsWith(0L, 1L).endsWith(299L);
      assertThat(truth()).isEqualTo(lines(300));
    }
    try (var ledger = open()) {
      assertThat(ledger.happened()).isEqualTo(300);
      assertThat(ledger.recovery().pending()).hasSize(facts.size() - 300);
    }
  }

  @Test
  void onlyWhatWasNotAcknowledgedIsDeliveredAgain() {
    try (var ledger = open()) {
      assertThat(ledger.happen(ledger.recovery().pending().subList(0, 300))).hasSize(300);
      ledger.acknowledged(200);
    }
    try (var ledger = open()) {
      assertThat(ledger.recovery().unacknowledged())
          .extracting(Happened::fact)
          .containsExactlyElementsOf(facts.subList(200, 300).stream().filter(Fact::told).toList());
    }
  }

  @Test
  void aTruthThatStoppedShortIsMended() throws IOException {
    try (var ledger = open()) {
      assertThat(ledger.happen(ledger.recovery().pending().subList(0, 300))).hasSize(300);
    }
    var path = directory.resolve("truth.jsonl");
    truncate(path, Files.size(path) - 1000);
    try (var ledger = open()) {
      assertThat(truth()).isEqualTo(lines(300));
      assertThat(ledger.happen(ledger.recovery().pending().subList(0, 10))).hasSize(10);
      assertThat(truth()).isEqualTo(lines(310));
    }
  }

  @Test
  void aTornOrderForgetsTheFactItWasAboutToName() throws IOException {
    try (var ledger = open()) {
      assertThat(ledger.happen(ledger.recovery().pending().subList(0, 300))).hasSize(300);
    }
    var path = directory.resolve("order.log");
    truncate(path, Files.size(path) - 7);
    try (var ledger = open()) {
      assertThat(ledger.happened()).isEqualTo(299);
      assertThat(truth()).isEqualTo(lines(299));
      assertThat(ledger.recovery().pending().getFirst().fact()).isEqualTo(facts.get(299));
    }
  }

  @Test
  void aTornGroupOfPlansCountsAsNeverPlanned() throws IOException {
    var later = facts.getLast();
    try (var ledger = open()) {
      assertThat(ledger.plan(List.of(later), NOW.plusSeconds(5))).hasSize(1);
      assertThat(ledger.plan(List.of(later, later), NOW.plusSeconds(9))).hasSize(2);
    }
    var path = directory.resolve("plan.log");
    truncate(path, Files.size(path) - 3);
    try (var ledger = open()) {
      assertThat(ledger.recovery().pending()).hasSize(facts.size() + 1);
      assertThat(ledger.playedUntil()).isEqualTo(NOW.plusSeconds(5));
    }
  }

  @Test
  void aDirectoryBelongsToOneSimulator() {
    try (var ledger = open()) {
      assertThat(ledger.happened()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(LedgerException.class)
          .hasMessage("another simulator uses this directory");
    }
  }

  @Test
  void aCheckpointIsOverwrittenInPlace() throws IOException {
    try (var ledger = open()) {
      ledger.acknowledged(123_456);
      ledger.acknowledged(7);
    }
    assertThat(directory.resolve("acknowledged")).content().isEqualTo("00000000000000000007");
  }

  private static void truncate(Path path, long size) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.force(false);
    }
  }
}
