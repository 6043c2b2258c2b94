package io.rapport.ingest.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.rapport.common.event.EventKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whose messages these are. Only under the identity lock, or the contacts may be merged away
 * meanwhile.
 *
 * @param contacts the contact of every message that is known
 * @param told messages that somebody who saw them told of, and not only a status
 */
record MessageLookup(Map<UUID, UUID> contacts, Set<UUID> told) {

  /** The kinds are those of index {@code event_message}. */
  private static final String OWNERS =
      """
      SELECT DISTINCT message_id, contact_id, kind FROM event
      WHERE account_id = $1 AND message_id = ANY ($2) AND kind IN (1, 8, 9, 11)""";

  private static final Set<Short> TELLING =
      Stream.of(EventKind.MESSAGE_RECEIVED, EventKind.MESSAGE_ACCEPTED, EventKind.MESSAGE_ECHOED)
          .map(EventKind::code)
          .collect(toUnmodifiableSet());

  private static final MessageLookup NOTHING = new MessageLookup(Map.of(), Set.of());

  MessageLookup {
    contacts = Map.copyOf(contacts);
    told = Set.copyOf(told);
  }

  static Uni<MessageLookup> of(
      SqlConnection connection, int accountId, Collection<UUID> messageIds) {
    if (messageIds.isEmpty()) {
      return Uni.createFrom().item(NOTHING);
    }
    return connection
        .preparedQuery(OWNERS)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(messageIds.stream().distinct().toArray(UUID[]::new)))
        .map(
            rows -> {
              var contacts = new HashMap<UUID, UUID>();
              var told = new HashSet<UUID>();
              for (var row : rows) {
                contacts.merge(
                    row.getUUID(0),
                    row.getUUID(1),
                    (one, other) -> one.compareTo(other) <= 0 ? one : other);
                if (TELLING.contains(row.getShort(2))) {
                  told.add(row.getUUID(0));
                }
              }
              return new MessageLookup(contacts, told);
            });
  }
}
