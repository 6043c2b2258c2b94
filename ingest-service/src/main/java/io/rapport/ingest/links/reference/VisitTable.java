package io.rapport.ingest.links.reference;

import io.rapport.common.event.MessageLabel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Visits that wait for the message they lead to. */
public final class VisitTable {

  /** Once: whoever sends the reference again, or passes it on, came by no link. */
  private static final String FOLLOW =
      """
      UPDATE link_visit v SET message_id = m.message_id, followed_at = m.occurred_at
      FROM unnest($2::bigint[], $3::uuid[], $4::timestamptz[]) AS m (reference, message_id, occurred_at),
        link l
      WHERE v.account_id = $1 AND v.reference = m.reference
        AND (v.message_id IS NULL OR v.message_id = m.message_id)
        AND v.expires_at > m.occurred_at
        AND l.account_id = $1 AND l.link_id = v.link_id
      RETURNING v.message_id, l.link_id, l.campaign, l.variant""";

  private VisitTable() {}

  /** A message that carries a reference. */
  public record Mentioned(long reference, UUID messageId, Instant occurredAt) {}

  /** The link a message came by. */
  public record Followed(UUID messageId, UUID linkId, MessageLabel label) {}

  /** Gives visits their messages; a repeated delivery finds the same. */
  public static Uni<List<Followed>> follow(
      SqlConnection connection, int accountId, List<Mentioned> mentions) {
    if (mentions.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // In the order of the key, so that batches that share visits wait for each other in turn; of
    // two
    // messages with the same reference the earlier one counts.
    Map<Long, Mentioned> first = new TreeMap<>();
    mentions.forEach(
        mention ->
            first.merge(
                mention.reference(),
                mention,
                (one, other) -> EARLIER.compare(one, other) <= 0 ? one : other));
    var ordered = List.copyOf(first.values());
    return connection
        .preparedQuery(FOLLOW)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfLong(ordered.stream().map(Mentioned::reference).toArray(Long[]::new))
                .addArrayOfUUID(ordered.stream().map(Mentioned::messageId).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                    ordered.stream()
                        .map(mention -> mention.occurredAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new)))
        .map(
            rows -> {
              var followed = new ArrayList<Followed>();
              for (var row : rows) {
                followed.add(
                    new Followed(
                        row.getUUID(0),
                        row.getUUID(1),
                        label(
                            Optional.ofNullable(row.getString(2)),
                            Optional.ofNullable(row.getString(3)))));
              }
              return followed;
            });
  }

  private static final Comparator<Mentioned> EARLIER =
      Comparator.comparing(Mentioned::occurredAt).thenComparing(Mentioned::messageId);

  /** The label of whatever belongs to a campaign. */
  public static MessageLabel label(Optional<String> campaign, Optional<String> variant) {
    return new MessageLabel(
        Optional.empty(),
        campaign,
        variant,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
