package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One demand of a customer.
 *
 * @param byCustomer whether the customer began it, not a message of the business
 * @param resolvedBy who declared it over, {@code unknown} where nobody said; empty where nobody
 *     declared anything
 * @param endedAt when it was declared over, else its last message
 * @param silentAt when it counts as ended: at once if declared over, else after the silence
 * @param origins of the messages of the business in it
 * @param activities in it
 * @param entered when somebody began to wait for a human, if anybody did
 * @param repliedAt when one came who could be that human, up to the end of the window
 * @param windowEnd of the customer service window that was open when the wait began
 * @param humanAfterHandover how long the first human took who was called
 */
public record EpisodeFact(
    String channel,
    String person,
    Traits traits,
    Instant openedAt,
    boolean byCustomer,
    Optional<String> resolvedBy,
    Instant endedAt,
    Instant silentAt,
    List<String> origins,
    List<Reported> activities,
    Optional<Instant> entered,
    Optional<Instant> repliedAt,
    Instant windowEnd,
    Optional<Duration> humanAfterHandover) {

  private static final Duration SHORT = Duration.ofMinutes(1);

  boolean withBot() {
    return origins.contains("bot") || activities.stream().anyMatch(Reported::involvesBot);
  }

  boolean escalated() {
    return activities.stream().anyMatch(Reported::handsOverToHuman);
  }

  private boolean takenOver() {
    return origins.contains("agent")
        || origins.contains("app")
        || resolvedBy.filter("human"::equals).isPresent();
  }

  boolean selfResolved() {
    boolean answered = origins.contains("bot") || did("bot.turn");
    boolean done = resolvedBy.filter(List.of("bot", "customer")::contains).isPresent();
    return withBot() && !escalated() && !takenOver() && answered && (done || did("bot.goal"));
  }

  private boolean did(String type) {
    return activities.stream().anyMatch(activity -> activity.type().equals(type));
  }

  boolean abandonedInQueue() {
    return entered.isPresent() && repliedAt.isEmpty();
  }

  /** Given up before anybody could have come. */
  boolean shortWait() {
    return abandonedInQueue()
        && ((resolvedBy.isPresent() && endedAt.isBefore(entered.get().plus(SHORT)))
            || windowEnd.isBefore(entered.get().plus(SHORT)));
  }
}
