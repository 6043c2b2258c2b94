package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.ProjectionState.Readiness;
import io.rapport.metrics.timeline.ContactSummary;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Projects contacts of one account in one transaction: all of it happens or nothing. Safe for use
 * by several threads and processes at once; a contact is only ever in the hands of one of them.
 */
@ApplicationScoped
class Projector {

  private static final Logger LOG = Logger.getLogger(Projector.class);

  private final WorkTransactions transactions;
  private final ContactWork work;
  private final ProjectionConfig config;
  private final ProjectionSettings settings;
  private final Postponements postponements;
  private final Clock clock;

  Projector(WorkTransactions transactions, ContactWork work, ProjectionConfig config, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.work = requireNonNull(work, "work is null");
    this.config = requireNonNull(config, "config is null");
    this.clock = requireNonNull(clock, "clock is null");
    settings = new ProjectionSettings(config.episodeTimeout());
    postponements = new Postponements(config.retryAfter(), config.retryAtMostAfter());
  }

  /** Turns what ingest announced into work, as much of it as one transaction should. */
  void gather(int accountId) {
    transactions.inAccount(
        accountId,
        statements -> {
          var since = Announcements.take(statements, accountId, config.gatherAnnouncements());
          work.schedule(statements, accountId, since);
          return since.size();
        });
  }

  /**
   * Projects the contacts of an account that have waited longest.
   *
   * @throws BatchFailure if the database refused; nothing was changed
   */
  Batch projectDue(int accountId) {
    var now = clock.instant();
    return transactions.inAccount(
        accountId,
        statements -> {
          var readiness = ProjectionState.hold(statements, accountId);
          if (readiness != Readiness.READY) {
            return Batch.none(readiness);
          }
          var claimed = work.claim(statements, accountId, now, config.batchContacts());
          return guarded(statements, accountId, claimed, now);
        });
  }

  /**
   * Projects one contact, whether it is due or not.
   *
   * @throws BatchFailure if the database refused; nothing was changed
   */
  Batch projectAlone(int accountId, UUID contactId) {
    var now = clock.instant();
    return transactions.inAccount(
        accountId,
        statements -> {
          var readiness = ProjectionState.hold(statements, accountId);
          return readiness == Readiness.READY
              ? guarded(statements, accountId, Set.of(contactId), now)
              : Batch.none(readiness);
        });
  }

  /** Leaves a contact alone for a while. */
  void postpone(int accountId, UUID contactId) {
    var now = clock.instant();
    transactions.inAccount(
        accountId,
        statements -> {
          work.take(statements, accountId, new UUID[] {contactId});
          work.schedule(
              statements, accountId, Map.of(contactId, postponements.failed(contactId, now)));
          return contactId;
        });
  }

  private Batch guarded(Statements statements, int accountId, Set<UUID> claimed, Instant now) {
    if (claimed.isEmpty()) {
      return Batch.none(Readiness.READY);
    }
    try {
      return project(statements, accountId, claimed, now);
    } catch (RuntimeException e) {
      throw new BatchFailure(claimed, e);
    }
  }

  private Batch project(Statements statements, int accountId, Set<UUID> claimed, Instant now) {
    var locked = TimelineTable.lock(statements, accountId, claimed, now);
    if (locked.isEmpty()) {
      return Batch.none(Readiness.READY);
    }
    var chosen = asManyAsFit(statements, accountId, locked);
    // The work is taken before the facts are read: what is added in between stays as work.
    work.take(statements, accountId, chosen);
    var facts = ContactFacts.load(statements, accountId, chosen);
    var derived = DerivedFacts.load(statements, accountId, chosen);

    Map<UUID, Instant> dueAt = new HashMap<>();
    Map<UUID, ContactSummary> summaries = new HashMap<>();
    var empty = new LinkedHashSet<UUID>();
    int postponed = 0;
    for (var contactId : chosen) {
      var projection = project(facts, contactId, now);
      if (projection.isEmpty()) {
        dueAt.put(contactId, postponements.failed(contactId, now));
        postponed++;
        continue;
      }
      derived.replace(contactId, projection.get());
      projection.get().dueAt().ifPresent(due -> dueAt.put(contactId, due));
      if (facts.none(contactId)) {
        empty.add(contactId);
      } else {
        summaries.put(contactId, projection.get().summary());
      }
    }
    work.schedule(statements, accountId, dueAt);
    TimelineTable.update(statements, accountId, summaries, now);
    TimelineTable.delete(statements, accountId, empty.toArray(UUID[]::new));
    derived.apply(statements, accountId, ProjectionState.days(statements, accountId));
    return new Batch(Readiness.READY, chosen.length - postponed, facts.size(), postponed, true);
  }

  /** The first of the contacts whose facts together are not too many, at least one. */
  private UUID[] asManyAsFit(Statements statements, int accountId, Set<UUID> locked) {
    var counts = ContactFacts.count(statements, accountId, locked.toArray(UUID[]::new));
    var chosen = new LinkedHashSet<UUID>();
    long total = 0;
    for (var contactId : locked) {
      total += counts.getOrDefault(contactId, 0L);
      if (!chosen.isEmpty() && total > config.batchEvents()) {
        break;
      }
      chosen.add(contactId);
    }
    return chosen.toArray(UUID[]::new);
  }

  /** Empty where the facts of a contact cannot be understood; the others go on. */
  private Optional<Projection> project(ContactFacts facts, UUID contactId, Instant now) {
    try {
      var projection =
          Timeline.project(facts.events(contactId), facts.exclusion(contactId), settings, now);
      postponements.succeeded(contactId);
      return Optional.of(projection);
    } catch (RuntimeException e) {
      LOG.errorf(e, "contact %s cannot be projected and is postponed", contactId);
      return Optional.empty();
    }
  }
}
