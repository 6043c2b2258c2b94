package io.rapport.simulator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rapport.simulator.delivery.AccessTokens;
import io.rapport.simulator.delivery.Backoff;
import io.rapport.simulator.delivery.Couriers;
import io.rapport.simulator.delivery.DeliverySettings;
import io.rapport.simulator.delivery.EventsClient;
import io.rapport.simulator.delivery.FakeBusiness;
import io.rapport.simulator.delivery.Faults;
import io.rapport.simulator.delivery.WebhookClient;
import io.rapport.simulator.ledger.Ledger;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Content;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.Scenario;
import io.rapport.simulator.world.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
  private static final Faults NONE = new Faults(0, 0, 0, 50);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final FakeBusiness business = new FakeBusiness();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    business.close();
  }

  private List<Fact> fill() {
    var scenario =
        Scenario.generate(5, now.minus(Duration.ofDays(20)), 20, new Scenario.Options(80, 1));
    Ledger.create(directory, scenario.facts(), now).close();
    return scenario.before(now.plusSeconds(1)).facts();
  }

  private Simulation simulation(Faults faults, double rate) {
    return simulation(faults, rate, Optional.empty());
  }

  private Simulation simulation(Faults faults, double rate, Optional<String> verifyToken) {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    var couriers =
        new Couriers(
            List.of(
                new WebhookClient(business.url(), FakeBusiness.SECRET, verifyToken),
                new EventsClient(business.eventsUrl(), new OneToken())),
            new DeliverySettings(
                16,
                200,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(20))),
            faults,
            random,
            new SimpleMeterRegistry());
    var simulation =
        new Simulation(
            Ledger.open(directory, Instant.now()),
            couriers,
            Clock.systemUTC(),
            random.nextLong(),
            rate);
    simulation.start();
    return simulation;
  }

  /** The token of a business that revokes none. */
  private static final class OneToken implements AccessTokens {
    @Override
    public String current() {
      return "token-0";
    }

    @Override
    public void refused() {
      // There is no other.
    }
  }

  private void awaitLive(Simulation simulation) {
    await().atMost(LONG).until(() -> simulation.state().phase() == Phase.LIVE);
  }

  private static Set<String> names(List<Fact> facts) {
    return facts.stream().flatMap(fact -> name(fact).stream()).collect(Collectors.toSet());
  }

  private static Optional<String> name(Fact fact) {
    return switch (fact) {
      case Fact.Inbound it -> Optional.of(it.wamid() + "/message");
      case Fact.Status it ->
          Optional.of(
              it.wamid()
                  + "/"
                  + it.status()
                  + (it.chat().group().isEmpty()
                      ? ""
                      : it.chat().identity().waId().orElse("")
                          + it.chat().identity().userId().orElse("")));
      case Fact.Reported it -> Optional.of(it.report().source() + "/" + it.id());
      case Fact.AccountOpened _, Fact.PersonJoined _, Fact.NumberChanged _, Fact.Outbound _ ->
          Optional.empty();
    };
  }

  @Test
  void everythingArrivesThoughTheBusinessOftenFails() {
    var facts = fill();
    business.answers(() -> List.of(503, 200, 202, 500, 200).get(calls.getAndIncrement() % 5));
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      assertThat(business.received()).containsAll(names(facts));
      assertThat(business.forged()).isZero();
      assertThat(simulation.state().retried()).isPositive();
      assertThat(simulation.state().percent()).isEqualTo(100);
    }
  }

  @Test
  void withoutFaultsEverythingArrivesExactlyOnceInAnotherOrder() {
    var facts = fill();
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      var received = business.received();
      assertThat(received).doesNotHaveDuplicates().hasSameElementsAs(names(facts));
      var inOrder = facts.stream().flatMap(fact -> name(fact).stream()).toList();
      assertThat(received).isNotEqualTo(inOrder);
      assertThat(business.largest()).isBetween(10, 50);
    }
  }

  @Test
  void duplicatesAndGivenUpConnectionsLoseNothing() {
    var facts = fill();
    try (var simulation = simulation(new Faults(0.3, 0.3, 0, 1000), 0)) {
      awaitLive(simulation);
      assertThat(new HashSet<>(business.received())).isEqualTo(names(facts));
      assertThat(simulation.state().duplicates()).isPositive();
      assertThat(business.largest()).isGreaterThan(50);
    }
  }

  @Test
  void aBatchOfEventsThatWasRejectedInPartIsReportedAgain() {
    var facts = fill();
    business.rejects(20);
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      assertThat(business.received()).containsAll(names(facts));
      assertThat(simulation.state().retried()).isEqualTo(20);
    }
  }

  @Test
  void eventsThatAreNotTakenHoldNoWebhookUp() {
    var facts = fill();
    var webhooks = facts.stream().filter(Fact::webhook).toList();
    business.revokes();
    try (var simulation = simulation(NONE, 0)) {
      await().atMost(LONG).until(() -> business.received().containsAll(names(webhooks)));
      assertThat(business.events()).isEmpty();
      assertThat(simulation.state().phase()).isEqualTo(Phase.FILL);
    }
  }

  @Test
  void theTruthHoldsEverythingThatHasHappened() throws IOException {
    var facts = fill();
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      assertThat(Files.readAllLines(simulation.truthPath()))
          .isEqualTo(facts.stream().map(Truth::line).toList());
    }
  }

  @Test
  void aRestartInTheMiddleGoesOnWithoutLosingAnything() {
    var facts = fill();
    business.answers(() -> calls.incrementAndGet() < 20 ? 200 : 503);
    try (var simulation = simulation(NONE, 0)) {
      await().atMost(LONG).until(() -> simulation.state().retried() > 20);
      assertThat(simulation.state().phase()).isEqualTo(Phase.FILL);
    }
    business.answers(() -> 200);
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      assertThat(new HashSet<>(business.received())).isEqualTo(names(facts));
      assertThat(simulation.truthPath()).hasSize(truthSize(facts));
    }
  }

  @Test
  void aRestartAfterEverythingDeliversNothingAgain() {
    fill();
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
    }
    int before = business.received().size();
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
    }
    assertThat(business.received()).hasSize(before);
  }

  private static long truthSize(List<Fact> facts) {
    return facts.stream().mapToLong(fact -> Truth.line(fact).length() + 1).sum();
  }

  @Test
  void thingsHappenByThemselvesAtTheRate() {
    fill();
    try (var simulation = simulation(NONE, 60_000)) {
      awaitLive(simulation);
      int before = business.received().size();
      await().atMost(LONG).until(() -> business.received().size() > before + 500);
      simulation.rate(0);
      assertThat(simulation.state().liveRate()).isZero();
    }
  }

  @Test
  void timeMissedWhileStoppedIsMadeUpFor() {
    var scenario =
        Scenario.generate(5, now.minus(Duration.ofDays(3)), 2, new Scenario.Options(80, 1));
    Ledger.create(directory, scenario.facts(), now.minus(Duration.ofDays(1))).close();
    try (var simulation = simulation(NONE, 2)) {
      awaitLive(simulation);
      // Two facts a minute over a day; those of the last scenes are still to come.
      assertThat(business.received().size() - names(scenario.facts()).size())
          .isBetween(1_500, 3_500);
    }
  }

  @Test
  void whileTheWorldIsPausedNothingHappens() {
    fill();
    try (var simulation = simulation(NONE, 0)) {
      awaitLive(simulation);
      simulation.pause();
      assertThat(simulation.state().phase()).isEqualTo(Phase.PAUSED);
      int before = business.received().size();
      var wamid = write(simulation);
      assertThat(simulation.state().phase()).isEqualTo(Phase.PAUSED);
      assertThat(business.received()).hasSize(before);
      simulation.resume();
      await().atMost(LONG).until(() -> business.received().contains(wamid + "/message"));
    }
  }

  private static String write(Simulation simulation) {
    return simulation.perform(
        (world, _, at, facts) -> {
          var account = Account.ALL.getFirst();
          var channel = account.channels().getFirst();
          var identity =
              new Identity(Optional.of("491700000001"), Optional.empty(), "Eva", Optional.empty());
          var newcomer = world.newcomer(account, channel, identity, at);
          facts.addAll(newcomer.joining());
          var written =
              world.write(newcomer.customer(), channel, at, Content.text("hi"), Optional.empty());
          facts.addAll(written);
          return ((Fact.Inbound) written.getFirst()).wamid();
        });
  }

  @Test
  void nothingIsDeliveredBeforeTheHandshakeSucceeds() {
    fill();
    try (var simulation = simulation(NONE, 0, Optional.of("wrong"))) {
      await().atMost(LONG).until(() -> simulation.state().facts() > 100);
      assertThat(business.received()).noneMatch(name -> name.startsWith("wamid"));
    }
    try (var simulation = simulation(NONE, 0, Optional.of("right"))) {
      awaitLive(simulation);
      assertThat(business.received()).anyMatch(name -> name.startsWith("wamid"));
    }
  }
}
