package io.rapport.ingest.links;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Whose copies of a link are whose. */
final class TokenTable {

  private static final String INSERT =
      """
      INSERT INTO link_token (account_id, token, link_id, contact_id, channel_id, message_id, campaign,
        variant, expires_at)
      SELECT $1, token, $2, contact_id, channel_id, message_id, campaign, variant, $3
      FROM unnest($4::bigint[], $5::uuid[], $6::int[], $7::uuid[], $8::text[], $9::text[])
        AS fresh (token, contact_id, channel_id, message_id, campaign, variant)
      ON CONFLICT DO NOTHING""";

  private static final String SEND =
      """
      UPDATE link_token t SET channel_id = m.channel_id, message_id = m.message_id
      FROM unnest($2::bigint[], $3::int[], $4::uuid[]) AS m (token, channel_id, message_id)
      WHERE t.account_id = $1 AND t.token = m.token""";

  private static final String FIND =
      """
      SELECT t.token, t.link_id, t.contact_id, t.channel_id, t.message_id,
        coalesce(t.campaign, l.campaign) AS campaign, coalesce(t.variant, l.variant) AS variant,
        t.expires_at
      FROM link_token t JOIN link l ON l.account_id = t.account_id AND l.link_id = t.link_id
      WHERE t.account_id = $1 AND t.token = ANY ($2)""";

  private TokenTable() {}

  /**
   * A token.
   *
   * @param channelId of the message, or {@link io.rapport.common.event.Event#NO_CHANNEL}
   */
  record Issued(
      long token,
      UUID contactId,
      int channelId,
      Optional<UUID> messageId,
      Optional<String> campaign,
      Optional<String> variant) {}

  /** The message a token was sent in. */
  record Sent(long token, int channelId, UUID messageId) {}

  /** A token with the link it belongs to. */
  record Known(Issued token, UUID linkId, Instant expiresAt) {}

  static Uni<Void> insert(
      SqlConnection connection,
      int accountId,
      UUID linkId,
      Instant expiresAt,
      List<Issued> tokens) {
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(linkId)
                .addOffsetDateTime(expiresAt.atOffset(ZoneOffset.UTC))
                .addArrayOfLong(tokens.stream().map(Issued::token).toArray(Long[]::new))
                .addArrayOfUUID(tokens.stream().map(Issued::contactId).toArray(UUID[]::new))
                .addArrayOfInteger(tokens.stream().map(Issued::channelId).toArray(Integer[]::new))
                .addArrayOfUUID(
                    tokens.stream()
                        .map(token -> token.messageId().orElse(null))
                        .toArray(UUID[]::new))
                .addArrayOfString(texts(tokens, Issued::campaign))
                .addArrayOfString(texts(tokens, Issued::variant)))
        .replaceWithVoid();
  }

  /** Tells tokens their messages; answers how many there were. */
  static Uni<Integer> send(SqlConnection connection, int accountId, List<Sent> sent) {
    return connection
        .preparedQuery(SEND)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfLong(sent.stream().map(Sent::token).toArray(Long[]::new))
                .addArrayOfInteger(sent.stream().map(Sent::channelId).toArray(Integer[]::new))
                .addArrayOfUUID(sent.stream().map(Sent::messageId).toArray(UUID[]::new)))
        .map(rows -> rows.rowCount());
  }

  static Uni<Map<Long, Known>> find(
      SqlConnection connection, int accountId, Collection<Long> tokens) {
    if (tokens.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfLong(tokens.toArray(Long[]::new)))
        .map(
            rows -> {
              var known = new HashMap<Long, Known>();
              for (var row : rows) {
                var token =
                    new Issued(
                        row.getLong("token"),
                        row.getUUID("contact_id"),
                        row.getInteger("channel_id"),
                        Optional.ofNullable(row.getUUID("message_id")),
                        Optional.ofNullable(row.getString("campaign")),
                        Optional.ofNullable(row.getString("variant")));
                known.put(
                    token.token(),
                    new Known(
                        token,
                        row.getUUID("link_id"),
                        row.getOffsetDateTime("expires_at").toInstant()));
              }
              return known;
            });
  }

  private static String[] texts(List<Issued> tokens, Function<Issued, Optional<String>> column) {
    return tokens.stream().map(token -> column.apply(token).orElse(null)).toArray(String[]::new);
  }
}
