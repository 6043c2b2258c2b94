package io.rapport.e2e.oracle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A message the business really sent, with what Meta said about it (at least one status).
 *
 * @param label what the sender said about it, by name ({@code origin}, {@code campaign}, ...);
 *     empty where no status echoed it
 */
public record Outbound(
    String account,
    String channel,
    String person,
    String wamid,
    boolean group,
    Map<String, String> label,
    List<Status> statuses) {

  private static final List<String> ORDER =
      List.of("sent", "delivered", "read", "played", "failed");

  public Outbound {
    statuses =
        statuses.stream()
            .sorted(
                Comparator.comparing(Status::at)
                    .thenComparingInt(status -> ORDER.indexOf(status.status())))
            .toList();
  }

  Instant sentAt() {
    return statuses.getFirst().at();
  }

  Optional<Instant> deliveredAt() {
    return earliest("delivered", "read", "played");
  }

  Optional<Instant> readAt() {
    return earliest("read", "played");
  }

  /** The latest read or played status. */
  Optional<Instant> lastReceiptAt() {
    return statuses.stream()
        .filter(status -> Set.of("read", "played").contains(status.status()))
        .map(Status::at)
        .max(Comparator.naturalOrder());
  }

  Optional<Instant> failedAt() {
    return earliest("failed");
  }

  OptionalInt errorCode() {
    return statuses.stream()
        .filter(status -> status.status().equals("failed"))
        .findFirst()
        .map(Status::code)
        .orElse(OptionalInt.empty());
  }

  boolean onlyFailed() {
    return statuses.stream().allMatch(status -> status.status().equals("failed"));
  }

  Optional<String> category() {
    return statuses.stream().flatMap(status -> status.category().stream()).findFirst();
  }

  /** What the sender said, if any status ever echoed it. */
  Map<String, String> knownLabel() {
    return statuses.stream().anyMatch(Status::labelled) ? label : Map.of();
  }

  private Optional<Instant> earliest(String... names) {
    var wanted = Set.of(names);
    return statuses.stream()
        .filter(status -> wanted.contains(status.status()))
        .map(Status::at)
        .min(Comparator.naturalOrder());
  }
}
