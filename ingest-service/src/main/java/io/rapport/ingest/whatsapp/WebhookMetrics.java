package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts webhooks and what is in them. Thread-safe. */
@Singleton
final class WebhookMetrics {

  /** How a webhook ended. */
  enum Outcome {
    ACCEPTED,
    UNAUTHORIZED,
    TOO_LARGE,
    OVERLOADED,
    /** The body did not come in time. */
    LATE,
    FAILED
  }

  private final Map<Outcome, Counter> webhooks = new EnumMap<>(Outcome.class);
  private final Counter messages;
  private final Counter statuses;
  private final Counter echoes;
  private final Counter activities;
  private final Counter ofAccount;
  private final Counter unreadable;
  private final Counter unknownTypes;

  WebhookMetrics(MeterRegistry registry) {
    requireNonNull(registry, "registry is null");
    for (var outcome : Outcome.values()) {
      webhooks.put(
          outcome,
          Counter.builder("rapport.ingest.webhooks")
              .description("Webhooks by how they ended")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.messages = items(registry, "message");
    this.statuses = items(registry, "status");
    this.echoes = items(registry, "echo");
    this.activities = items(registry, "activity");
    this.ofAccount = items(registry, "account");
    this.unreadable = items(registry, "unreadable");
    this.unknownTypes =
        Counter.builder("rapport.ingest.unknown.types")
            .description("Messages of a type this version does not know, counted as unsupported")
            .register(registry);
  }

  private static Counter items(MeterRegistry registry, String kind) {
    return Counter.builder("rapport.ingest.items")
        .description("What webhooks said, repetitions included")
        .tag("kind", kind)
        .register(registry);
  }

  void webhook(Outcome outcome) {
    webhooks.get(outcome).increment();
  }

  void item(WebhookItem item) {
    switch (item) {
      case WebhookItem.Received received -> {
        messages.increment();
        if (!received.typeKnown()) {
          unknownTypes.increment();
        }
      }
      case WebhookItem.Reported ignored -> statuses.increment();
      case WebhookItem.Echoed ignored -> echoes.increment();
      case WebhookItem.Backfilled backfilled -> item(backfilled.message());
      case WebhookItem.Happened ignored -> activities.increment();
      case WebhookItem.Converted ignored -> activities.increment();
      case WebhookItem.OfAccount ignored -> ofAccount.increment();
      case WebhookItem.Unreadable ignored -> unreadable.increment();
    }
  }
}
