package io.rapport.ingest.identity;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Who is who after a batch: names that stand together belong to one contact, through any number of
 * steps. A pure function of the batch and of what was known before.
 *
 * <p>Where names of several known contacts turn out to be one person, the oldest contact survives
 * (the smaller id of two equally old), so that every order of arrival ends with the same partition
 * of names.
 */
final class Reconciliation {

  /** A contact that some of the batch's names already belong to. */
  record Known(UUID contactId, Instant createdAt) {}

  /** A name that must be added to a contact. */
  record Addition(UUID contactId, Alias alias) {}

  private final Map<UUID, UUID> contactByDigest;
  private final Set<UUID> created;
  private final List<Addition> additions;
  private final Map<UUID, UUID> heirs;

  private Reconciliation(
      Map<UUID, UUID> contactByDigest,
      Set<UUID> created,
      List<Addition> additions,
      Map<UUID, UUID> heirs) {
    this.contactByDigest = contactByDigest;
    this.created = created;
    this.additions = additions;
    this.heirs = heirs;
  }

  /**
   * @param known the digests of the batch that belong to a contact, with that contact
   * @param contactIds makes the ids of new contacts
   */
  static Reconciliation of(
      Collection<Names> batch, Map<UUID, Known> known, Supplier<UUID> contactIds) {
    // Digests and contacts are nodes of one graph: both are UUIDs, neither ever equals the other.
    var people = new DisjointSets<UUID>();
    for (var names : batch) {
      for (var alias : names.aliases()) {
        people.union(names.first(), alias.digest());
        var contact = known.get(alias.digest());
        if (contact != null) {
          people.union(names.first(), contact.contactId());
        }
      }
    }
    var survivors = new HashMap<UUID, Known>();
    for (var contact : known.values()) {
      survivors.merge(
          people.root(contact.contactId()),
          contact,
          (one, other) -> OLDEST.compare(one, other) <= 0 ? one : other);
    }
    var heirs = new LinkedHashMap<UUID, UUID>();
    for (var contact : known.values()) {
      var heir = survivors.get(people.root(contact.contactId())).contactId();
      if (!heir.equals(contact.contactId())) {
        heirs.put(contact.contactId(), heir);
      }
    }
    var contactByDigest = new HashMap<UUID, UUID>();
    var created = new HashSet<UUID>();
    var additions = new ArrayList<Addition>();
    var contactByRoot = new HashMap<UUID, UUID>();
    survivors.forEach((root, contact) -> contactByRoot.put(root, contact.contactId()));
    for (var names : batch) {
      var contactId =
          contactByRoot.computeIfAbsent(
              people.root(names.first()),
              root -> {
                var id = contactIds.get();
                created.add(id);
                return id;
              });
      for (var alias : names.aliases()) {
        if (contactByDigest.put(alias.digest(), contactId) == null
            && !known.containsKey(alias.digest())) {
          additions.add(new Addition(contactId, alias));
        }
      }
    }
    return new Reconciliation(contactByDigest, created, additions, heirs);
  }

  private static final Comparator<Known> OLDEST =
      comparing(Known::createdAt).thenComparing(Known::contactId);

  /** The contact that names of this batch belong to now. */
  UUID contactOf(Names names) {
    return contactByDigest.get(names.first());
  }

  /** The contact of every digest of the batch. */
  Map<UUID, UUID> contactByDigest() {
    return contactByDigest;
  }

  /** Contacts that did not exist before. */
  Set<UUID> created() {
    return created;
  }

  /** Names that were not known before, each once. */
  List<Addition> additions() {
    return additions;
  }

  /** Contacts that are no more, each with the one that takes its place. */
  Map<UUID, UUID> heirs() {
    return heirs;
  }
}
