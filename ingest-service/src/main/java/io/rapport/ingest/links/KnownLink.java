package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A link as whoever follows it needs it.
 *
 * @param ended when it was archived or expires
 */
record KnownLink(
    UUID id, Destination destination, Optional<Target> fallback, boolean enabled, Instant ended) {

  /** Columns {@link #of} reads. */
  static final String COLUMNS =
      "link_id, target, phone_number, greeting, fallback, tagged, utm_source, utm_medium,"
          + " utm_campaign, utm_content, expires_at, enabled, archived_at";

  KnownLink {
    requireNonNull(id, "id is null");
    requireNonNull(destination, "destination is null");
    requireNonNull(fallback, "fallback is null");
    requireNonNull(ended, "ended is null");
  }

  static KnownLink of(Row row) {
    return new KnownLink(
        row.getUUID("link_id"),
        destination(row),
        Optional.ofNullable(row.getString("fallback")).map(Target::new),
        row.getBoolean("enabled"),
        Optional.ofNullable(row.getOffsetDateTime("archived_at"))
            .or(() -> Optional.ofNullable(row.getOffsetDateTime("expires_at")))
            .map(OffsetDateTime::toInstant)
            .orElse(Instant.MAX));
  }

  private static Destination destination(Row row) {
    var target = row.getString("target");
    if (target == null) {
      return new Destination.Chat(row.getString("phone_number"), row.getString("greeting"));
    }
    return new Destination.Web(
        new Target(target),
        row.getBoolean("tagged")
            ? Optional.of(
                new Utm(
                    row.getString("utm_source"),
                    row.getString("utm_medium"),
                    Optional.ofNullable(row.getString("utm_campaign")),
                    Optional.ofNullable(row.getString("utm_content"))))
            : Optional.empty());
  }
}
