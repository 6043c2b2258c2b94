package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
import io.rapport.ingest.content.ContentMove;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the contact of every item of a batch inside the transaction that writes the batch, correct
 * with any number of processes at once.
 *
 * <p>A row of {@code identity_lock} orders the writers of an account: whoever only looks contacts
 * up holds it shared until commit, whoever creates or merges holds it alone. So no fact is ever
 * written to a contact that is being merged away, and no name is ever given to two contacts. The
 * lock is taken in a statement before the look-up, which therefore sees all that the previous
 * holder committed. A shared lock is never raised to the exclusive one (two holders would wait for
 * each other): the transaction ends and begins again.
 */
@ApplicationScoped
public class ContactResolution {

  private final AliasTable aliases;
  private final ContactTables contacts;
  private final ContactMerge merge;

  public ContactResolution(IdentityCipher cipher) {
    var vault = new IdentityVault(requireNonNull(cipher, "cipher is null"));
    this.aliases = new AliasTable();
    this.contacts = new ContactTables(vault);
    this.merge = new ContactMerge(vault, new ContentMove(cipher));
  }

  /**
   * Takes the shared lock and looks the batch up. Empty if a name is new or the names of one item
   * belong to several contacts; then roll back and {@link #reconcile} in a new transaction.
   */
  public Uni<Optional<Resolved>> lookUp(
      SqlConnection connection, int accountId, Collection<Names> batch) {
    return Uni.combine()
        .all()
        .unis(
            aliases.lockShared(connection, accountId),
            aliases.contacts(connection, accountId, digests(batch)))
        .with((ignored, known) -> consistent(batch, known));
  }

  /**
   * Takes the exclusive lock and makes every name of the batch belong to exactly one contact,
   * creating and merging contacts as needed.
   */
  public Uni<Resolved> reconcile(
      SqlConnection connection, int accountId, Collection<Names> batch, Instant now) {
    return aliases
        .lockExclusive(connection, accountId)
        .chain(() -> aliases.contactsWithAge(connection, accountId, digests(batch)))
        .chain(
            known -> {
              var plan = Reconciliation.of(batch, known, UUID::randomUUID);
              return contacts
                  .create(connection, accountId, plan, now)
                  .chain(() -> merge.apply(connection, accountId, plan.heirs()))
                  .chain(() -> contacts.addNames(connection, accountId, plan.additions(), now))
                  .replaceWith(() -> resolved(plan));
            });
  }

  /**
   * Takes the exclusive lock, for what must be known before {@link #reconcile} and must not change
   * until then.
   */
  public Uni<Void> lock(SqlConnection connection, int accountId) {
    return aliases.lockExclusive(connection, accountId);
  }

  /**
   * The contacts themselves, or the last of those they were merged into; unknown ones are left out.
   * Under a lock taken before.
   */
  public Uni<Map<UUID, UUID>> heirs(
      SqlConnection connection, int accountId, Collection<UUID> contactIds) {
    return contacts.heirs(connection, accountId, contactIds);
  }

  /** Takes the shared lock and finds the contact of one name. */
  public Uni<Optional<UUID>> find(SqlConnection connection, int accountId, Alias name) {
    return aliases
        .lockShared(connection, accountId)
        .chain(() -> aliases.contacts(connection, accountId, new UUID[] {name.digest()}))
        .map(known -> Optional.ofNullable(known.get(name.digest())));
  }

  /** Takes the shared lock and finds the contact with an id, or the one it was merged into. */
  public Uni<Optional<UUID>> find(SqlConnection connection, int accountId, UUID contactId) {
    return aliases
        .lockShared(connection, accountId)
        .chain(() -> contacts.heir(connection, accountId, contactId));
  }

  private static Optional<Resolved> consistent(Collection<Names> batch, Map<UUID, UUID> known) {
    for (var names : batch) {
      var contact = known.get(names.first());
      if (contact == null) {
        return Optional.empty();
      }
      for (var alias : names.aliases()) {
        if (!contact.equals(known.get(alias.digest()))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Resolved(known, Set.of(), 0));
  }

  private static Resolved resolved(Reconciliation plan) {
    var regrouped = new HashSet<UUID>();
    plan.heirs()
        .forEach(
            (merged, heir) -> {
              regrouped.add(merged);
              regrouped.add(heir);
            });
    return new Resolved(plan.contactByDigest(), regrouped, plan.heirs().size());
  }

  private static UUID[] digests(Collection<Names> batch) {
    return batch.stream()
        .flatMap(names -> names.aliases().stream())
        .map(Alias::digest)
        .distinct()
        .toArray(UUID[]::new);
  }
}
