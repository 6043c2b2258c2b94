package io.rapport.simulator.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.runtime.Startup;
import io.rapport.simulator.SimulatorConfig;
import io.rapport.simulator.delivery.Backoff;
import io.rapport.simulator.delivery.Carrier;
import io.rapport.simulator.delivery.Couriers;
import io.rapport.simulator.delivery.DeliverySettings;
import io.rapport.simulator.delivery.EventsClient;
import io.rapport.simulator.delivery.Faults;
import io.rapport.simulator.delivery.WebhookClient;
import io.rapport.simulator.ledger.Ledger;
import io.rapport.simulator.world.Scenario;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Puts the simulation together from the settings, filling a new directory with a past. */
@ApplicationScoped
final class SimulationProducer {
  private static final Logger LOG = Logger.getLogger(SimulationProducer.class);

  @Produces
  @Singleton
  @Startup
  Simulation simulation(SimulatorConfig config, OidcClients clients, MeterRegistry registry) {
    var clock = Clock.systemUTC();
    var now = clock.instant();
    var ledger =
        Ledger.exists(config.directory())
            ? Ledger.open(config.directory(), now)
            : fill(config, now.truncatedTo(ChronoUnit.SECONDS));
    var couriers =
        new Couriers(
            carriers(config, clients),
            settings(config),
            new Faults(
                config.delivery().duplicateRate(),
                config.delivery().dropRate(),
                config.delivery().delayMillis(),
                config.delivery().batchSize()),
            new ThreadRandom(),
            registry);
    var simulation =
        new Simulation(ledger, couriers, clock, new SecureRandom().nextLong(), config.liveRate());
    simulation.start();
    LOG.infof(
        "Delivering to %s, keeping the truth in %s",
        config.webhookUrl(), config.directory().toAbsolutePath());
    return simulation;
  }

  void close(@Disposes Simulation simulation) {
    simulation.close();
  }

  private static List<Carrier> carriers(SimulatorConfig config, OidcClients clients) {
    var carriers = new ArrayList<Carrier>();
    carriers.add(new WebhookClient(config.webhookUrl(), config.appSecret(), config.verifyToken()));
    config
        .events()
        .machine()
        .ifPresentOrElse(
            machine ->
                carriers.add(
                    new EventsClient(config.events().url(), MachineTokens.of(machine, clients))),
            () ->
                LOG.warn(
                    "Nobody is told what bots, desks, shops and surveys know:"
                        + " rapport.simulator.events.machine is not set"));
    return carriers;
  }

  private static Ledger fill(SimulatorConfig config, Instant now) {
    long begun = System.nanoTime();
    var scenario =
        Scenario.generate(
            config.seed(),
            now.minus(Duration.ofDays(config.days())),
            config.days(),
            new Scenario.Options(config.customers(), config.activity()));
    var ledger = Ledger.create(config.directory(), scenario.facts(), now);
    LOG.infof(
        "Made %d days with %d facts in %d ms",
        config.days(),
        scenario.facts().size(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
    return ledger;
  }

  private static DeliverySettings settings(SimulatorConfig config) {
    var delivery = config.delivery();
    return new DeliverySettings(
        delivery.concurrency(),
        delivery.queueSize(),
        delivery.timeout(),
        new Backoff(delivery.firstRetry(), delivery.longestRetry()));
  }

  /** The calling thread's own source of chance. */
  private static final class ThreadRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
