package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.graph.ProxySettings.Mode;
import io.rapport.ingest.identity.Alias;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Meta's limit on messages to the same recipient (error 131056), as far as this process sees it.
 */
@ApplicationScoped
class PairGate implements SendGate {

  private static final String NAME = "pair-limit";

  private final Mode mode;
  private final RateLimit<Pair> limit;
  private final Pseudonyms pseudonyms;
  private final ProxyMetrics metrics;
  private final Clock clock;

  private record Pair(String phoneNumberId, UUID recipient) {}

  PairGate(ProxySettings settings, Pseudonyms pseudonyms, ProxyMetrics metrics, Clock clock) {
    var pair = settings.pairLimit();
    this.mode = pair.mode();
    this.limit = new RateLimit<>(pair.interval(), pair.burst(), pair.recipients());
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public String name() {
    return NAME;
  }

  /** After the limit of the number: what that refuses has not reached the recipient. */
  @Override
  public int order() {
    return 2;
  }

  @Override
  public Uni<Decision> ask(Outgoing message) {
    if (mode == Mode.OFF || message.group() || message.recipients().isEmpty()) {
      return Uni.createFrom().item(Decision.PASS);
    }
    var recipient = Alias.of(message.recipients().getFirst(), pseudonyms).digest();
    var wait = limit.take(new Pair(message.phoneNumberId(), recipient), clock.instant());
    return Uni.createFrom().item(decision(wait));
  }

  private Decision decision(Duration wait) {
    if (wait.isZero()) {
      return Decision.PASS;
    }
    metrics.beyond(NAME);
    return mode == Mode.OBSERVE
        ? Decision.PASS
        : new Decision.Refusal(
            NAME,
            new MetaError(
                400,
                131056,
                "(Business Account, Consumer Account) pair rate limit hit",
                "Rapport did not send it: too many messages to the same recipient",
                Optional.of(wait)));
  }
}
