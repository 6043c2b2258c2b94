package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Writes contacts, their keys and their names. Only under the exclusive identity lock. */
final class ContactTables {

  private static final String CREATE =
      """
      INSERT INTO contact (account_id, contact_id, exclusion, created_at)
      SELECT $1, contact_id, exclusion, $2
      FROM unnest($3::uuid[], $4::smallint[]) AS fresh (contact_id, exclusion)
      ON CONFLICT DO NOTHING""";

  private static final String ADD_KEYS =
      """
      INSERT INTO contact_key (account_id, contact_id, wrapped_key)
      SELECT $1, contact_id, wrapped_key
      FROM unnest($2::uuid[], $3::bytea[]) AS fresh (contact_id, wrapped_key)
      ON CONFLICT DO NOTHING""";

  private static final String KEYS =
      "SELECT contact_id, wrapped_key FROM contact_key WHERE account_id = $1 AND contact_id = ANY ($2)";

  private static final String HEIR =
      "SELECT merged_into FROM contact WHERE account_id = $1 AND contact_id = $2";

  private static final String ADD_ALIASES =
      """
      INSERT INTO contact_alias (account_id, digest, contact_id, kind, first_seen_at)
      SELECT $1, digest, contact_id, kind, $2
      FROM unnest($3::uuid[], $4::uuid[], $5::smallint[]) AS fresh (digest, contact_id, kind)
      ON CONFLICT DO NOTHING""";

  private static final String ADD_IDENTITIES =
      """
      INSERT INTO contact_identity (account_id, contact_id, digest, kind, ciphertext)
      SELECT $1, contact_id, digest, kind, ciphertext
      FROM unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::bytea[])
        AS fresh (contact_id, digest, kind, ciphertext)
      ON CONFLICT DO NOTHING""";

  private static final String SET_MARKETS =
      """
      UPDATE contact c SET market = fresh.market
      FROM unnest($2::uuid[], $3::text[]) AS fresh (contact_id, market)
      WHERE c.account_id = $1 AND c.contact_id = fresh.contact_id AND c.market IS NULL""";

  private static final String SUCCESSORS =
      "SELECT contact_id, merged_into FROM contact WHERE account_id = $1 AND contact_id = ANY ($2)";

  private final IdentityVault vault;

  ContactTables(IdentityVault vault) {
    this.vault = requireNonNull(vault, "vault is null");
  }

  /** An identity, sealed under its contact's key. */
  record Sealed(UUID contactId, UUID digest, short kind, Buffer ciphertext) {}

  Uni<Void> create(SqlConnection connection, int accountId, Reconciliation plan, Instant now) {
    if (plan.created().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Set<UUID> groups =
        plan.additions().stream()
            .filter(addition -> addition.alias().identity().kind() == IdentityKind.GROUP)
            .map(Reconciliation.Addition::contactId)
            .collect(toSet());
    var ids = plan.created().toArray(UUID[]::new);
    var exclusions =
        Arrays.stream(ids)
            .map(id -> groups.contains(id) ? Exclusion.GROUP : Exclusion.NONE)
            .map(Exclusion::code)
            .toArray(Short[]::new);
    return connection
        .preparedQuery(CREATE)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addOffsetDateTime(utc(now))
                .addArrayOfUUID(ids)
                .addArrayOfShort(exclusions))
        .replaceWithVoid();
  }

  /** Adds names nobody had before to their contacts. */
  Uni<Void> addNames(
      SqlConnection connection,
      int accountId,
      List<Reconciliation.Addition> additions,
      Instant now) {
    if (additions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .preparedQuery(ADD_ALIASES)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addOffsetDateTime(utc(now))
                .addArrayOfUUID(array(additions, a -> a.alias().digest()))
                .addArrayOfUUID(array(additions, Reconciliation.Addition::contactId))
                .addArrayOfShort(
                    additions.stream()
                        .map(a -> a.alias().identity().kind().code())
                        .toArray(Short[]::new)))
        .chain(() -> setMarkets(connection, accountId, additions))
        .chain(
            () ->
                keys(
                    connection,
                    accountId,
                    additions.stream().map(Reconciliation.Addition::contactId).collect(toSet())))
        .chain(keys -> addIdentities(connection, accountId, seal(additions, keys)));
  }

  private static Uni<Void> setMarkets(
      SqlConnection connection, int accountId, List<Reconciliation.Addition> additions) {
    var markets = new HashMap<UUID, String>();
    for (var addition : additions) {
      Markets.of(addition.alias().identity())
          .ifPresent(market -> markets.putIfAbsent(addition.contactId(), market));
    }
    if (markets.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var contacts = markets.keySet().toArray(UUID[]::new);
    return connection
        .preparedQuery(SET_MARKETS)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(contacts)
                .addArrayOfString(Arrays.stream(contacts).map(markets::get).toArray(String[]::new)))
        .replaceWithVoid();
  }

  private List<Sealed> seal(List<Reconciliation.Addition> additions, Map<UUID, byte[]> keys) {
    return additions.stream()
        .map(
            addition -> {
              var contact = addition.contactId();
              var digest = addition.alias().digest();
              var identity = addition.alias().identity();
              return new Sealed(
                  contact,
                  digest,
                  identity.kind().code(),
                  Buffer.buffer(vault.seal(contact, keys.get(contact), digest, identity.value())));
            })
        .toList();
  }

  Uni<Void> addIdentities(SqlConnection connection, int accountId, List<Sealed> identities) {
    return connection
        .preparedQuery(ADD_IDENTITIES)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(array(identities, Sealed::contactId))
                .addArrayOfUUID(array(identities, Sealed::digest))
                .addArrayOfShort(identities.stream().map(Sealed::kind).toArray(Short[]::new))
                .addValue(identities.stream().map(Sealed::ciphertext).toArray(Buffer[]::new)))
        .replaceWithVoid();
  }

  /** The wrapped data keys of contacts; whoever has none gets one. */
  Uni<Map<UUID, byte[]>> keys(SqlConnection connection, int accountId, Collection<UUID> contacts) {
    return connection
        .preparedQuery(KEYS)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(contacts.toArray(UUID[]::new)))
        .chain(
            rows -> {
              var keys = new HashMap<UUID, byte[]>();
              for (var row : rows) {
                keys.put(row.getUUID(0), row.getBuffer(1).getBytes());
              }
              var without = contacts.stream().filter(not(keys::containsKey)).toArray(UUID[]::new);
              for (var contact : without) {
                keys.put(contact, vault.newKey(contact));
              }
              return without.length == 0
                  ? Uni.createFrom().item(keys)
                  : addKeys(connection, accountId, without, keys).replaceWith(keys);
            });
  }

  /** The contact itself, or the last of those it was merged into; empty if there is none. */
  Uni<Optional<UUID>> heir(SqlConnection connection, int accountId, UUID contactId) {
    return connection
        .preparedQuery(HEIR)
        .execute(Tuple.of(accountId, contactId))
        .chain(
            rows -> {
              for (var row : rows) {
                var next = row.getUUID(0);
                return next == null
                    ? Uni.createFrom().item(Optional.of(contactId))
                    : heir(connection, accountId, next);
              }
              return Uni.createFrom().item(Optional.empty());
            });
  }

  /** The same for several; those that are unknown are left out. */
  Uni<Map<UUID, UUID>> heirs(SqlConnection connection, int accountId, Collection<UUID> contacts) {
    return connection
        .preparedQuery(SUCCESSORS)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(contacts.toArray(UUID[]::new)))
        .chain(
            rows -> {
              var heirs = new HashMap<UUID, UUID>();
              var merged = new HashMap<UUID, UUID>();
              for (var row : rows) {
                var next = row.getUUID(1);
                if (next == null) {
                  heirs.put(row.getUUID(0), row.getUUID(0));
                } else {
                  merged.put(row.getUUID(0), next);
                }
              }
              if (merged.isEmpty()) {
                return Uni.createFrom().item(heirs);
              }
              return heirs(connection, accountId, new HashSet<>(merged.values()))
                  .map(
                      further -> {
                        merged.forEach(
                            (contact, next) ->
                                Optional.ofNullable(further.get(next))
                                    .ifPresent(heir -> heirs.put(contact, heir)));
                        return heirs;
                      });
            });
  }

  private static Uni<Void> addKeys(
      SqlConnection connection, int accountId, UUID[] contacts, Map<UUID, byte[]> keys) {
    return connection
        .preparedQuery(ADD_KEYS)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(contacts)
                .addValue(
                    Arrays.stream(contacts)
                        .map(contact -> Buffer.buffer(keys.get(contact)))
                        .toArray(Buffer[]::new)))
        .replaceWithVoid();
  }

  private static <T> UUID[] array(List<T> rows, Function<T, UUID> column) {
    return rows.stream().map(column).toArray(UUID[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
