package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The business phone numbers of an account: facts know them by small numbers, requests by Meta's
 * ids.
 */
final class Channels {

  /** No channel has this number. */
  private static final String UNKNOWN = "-1";

  private final Map<String, String> phoneNumberIds = new HashMap<>();
  private final Map<String, String> numbers = new HashMap<>();

  private Channels() {}

  /** The channels, where the question needs them. */
  static Uni<Channels> of(SqlConnection connection, Question question) {
    return question.about(Dimension.CHANNEL)
        ? load(connection, question.account().id())
        : Uni.createFrom().item(new Channels());
  }

  static Uni<Channels> load(SqlConnection connection, int accountId) {
    var sql = new Sql();
    return sql.append(
            "SELECT channel_id::text AS number, phone_number_id FROM channel WHERE account_id = ")
        .append(sql.bind(accountId))
        .run(connection)
        .map(
            rows -> {
              var channels = new Channels();
              for (var row : rows) {
                var number = row.getString("number");
                var phoneNumberId = row.getString("phone_number_id");
                channels.phoneNumberIds.put(number, phoneNumberId);
                channels.numbers.put(phoneNumberId, number);
              }
              return channels;
            });
  }

  /** The phone number id of a channel. */
  String phoneNumberId(String number) {
    return phoneNumberIds.getOrDefault(number, number);
  }

  /** Filters as the facts write their values; an unknown channel is one that no fact has. */
  Map<Dimension, List<String>> encode(Map<Dimension, List<String>> filters) {
    var encoded = new EnumMap<Dimension, List<String>>(Dimension.class);
    filters.forEach(
        (dimension, values) ->
            encoded.put(
                dimension,
                dimension == Dimension.CHANNEL
                    ? values.stream().map(this::number).toList()
                    : values));
    return encoded;
  }

  /** The empty text stands for facts that name no channel. */
  private String number(String phoneNumberId) {
    return phoneNumberId.isEmpty() ? "" : numbers.getOrDefault(phoneNumberId, UNKNOWN);
  }

  /** A group's key as an answer writes it; the empty text stands for "not said". */
  String decode(Dimension dimension, String key) {
    return dimension == Dimension.CHANNEL ? phoneNumberId(key) : key;
  }
}
