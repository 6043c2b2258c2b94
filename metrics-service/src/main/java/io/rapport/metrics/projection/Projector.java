package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.Batch.Kind;
import io.rapport.metrics.projection.ProjectionState.Readiness;
import io.rapport.metrics.timeline.ContactSummary;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
   * Projects the contacts of an account that have waited longest; where nobody waits, some that a
   * rebuild has still to do.
   *
   * @throws BatchFailure if the database refused; nothing was changed
   */
  Batch projectDue(int accountId) {
    var now = clock.instant();
    return transactions.inAccount(
        accountId,
        statements -> {
          var state = ProjectionState.hold(statements, accountId);
          if (state.readiness() != Readiness.READY) {
            return Batch.none(state.readiness());
          }
          var due = work.claim(statements, accountId, now, config.batchContacts());
          return due.isEmpty()
              ? rebuild(statements, accountId, state, now)
              : guarded(new Pass(statements, accountId, Kind.DUE, sides(state), now), due);
        });
  }

  private Batch rebuild(Statements statements, int accountId, ProjectionState state, Instant now) {
    var claimed = RebuildWork.claim(statements, accountId, config.batchContacts());
    if (!claimed.isEmpty()) {
      // Without a rebuild of the whole account, some of its contacts are projected in place.
      var side = state.aside() ? Side.ASIDE : Side.LIVE;
      return guarded(new Pass(statements, accountId, Kind.REBUILD, List.of(side), now), claimed);
    }
    boolean rebuilt = state.aside() && RebuildWork.none(statements, accountId);
    return Batch.none(rebuilt ? Readiness.REBUILT : Readiness.READY);
  }

  private static List<Side> sides(ProjectionState state) {
    return state.aside() ? List.of(Side.LIVE, Side.ASIDE) : List.of(Side.LIVE);
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
          var state = ProjectionState.hold(statements, accountId);
          if (state.readiness() != Readiness.READY) {
            return Batch.none(state.readiness());
          }
          var batch =
              guarded(
                  new Pass(statements, accountId, Kind.DUE, sides(state), now), Set.of(contactId));
          RebuildWork.done(statements, accountId, contactId);
          return batch;
        });
  }

  /** Leaves a contact alone for a while, and notes why. */
  void postpone(int accountId, UUID contactId, Throwable reason) {
    var now = clock.instant();
    transactions.inAccount(
        accountId,
        statements -> {
          work.take(statements, accountId, new UUID[] {contactId});
          RebuildWork.done(statements, accountId, contactId);
          var due = postponed(statements, accountId, contactId, reason, now);
          work.schedule(statements, accountId, Map.of(contactId, due));
          return contactId;
        });
  }

  private Instant postponed(
      Statements statements, int accountId, UUID contactId, Throwable reason, Instant now) {
    int failures = ProjectionFailures.failed(statements, accountId, contactId, reason, now);
    return now.plus(postponements.delay(failures));
  }

  /** One transaction over some contacts. */
  private record Pass(
      Statements statements, int accountId, Kind kind, List<Side> sides, Instant now) {}

  private Batch guarded(Pass pass, Set<UUID> claimed) {
    try {
      return project(pass, claimed);
    } catch (RuntimeException e) {
      throw new BatchFailure(claimed, e);
    }
  }

  private Batch project(Pass pass, Set<UUID> claimed) {
    var statements = pass.statements();
    int accountId = pass.accountId();
    var now = pass.now();
    var locked = TimelineTable.lock(statements, accountId, claimed, now);
    if (locked.isEmpty()) {
      return Batch.none(Readiness.READY);
    }
    var chosen = asManyAsFit(statements, accountId, locked);
    // The work is taken before the facts are read: what is added in between stays as work.
    switch (pass.kind()) {
      case DUE -> work.take(statements, accountId, chosen);
      case REBUILD -> RebuildWork.done(statements, accountId, chosen);
      case NONE -> throw new IllegalArgumentException("a pass without work");
    }
    var facts = ContactFacts.load(statements, accountId, chosen);

    Map<UUID, Projection> projections = new LinkedHashMap<>();
    Map<UUID, Instant> dueAt = new HashMap<>();
    int postponed = 0;
    for (var contactId : chosen) {
      try {
        var projection =
            Timeline.project(facts.events(contactId), facts.exclusion(contactId), settings, now);
        projections.put(contactId, projection);
        projection.dueAt().ifPresent(due -> dueAt.put(contactId, due));
      } catch (RuntimeException e) {
        // Its facts cannot be understood; the others go on.
        LOG.errorf(e, "contact %s cannot be projected and is postponed", contactId);
        dueAt.put(contactId, postponed(statements, accountId, contactId, e, now));
        postponed++;
      }
    }
    work.schedule(statements, accountId, dueAt);
    ProjectionFailures.succeeded(statements, accountId, projections.keySet().toArray(UUID[]::new));
    for (var side : pass.sides()) {
      side.choose(statements);
      store(pass, facts, projections);
    }
    return new Batch(Readiness.READY, projections.size(), facts.size(), postponed, pass.kind());
  }

  /** On the side that is chosen. */
  private static void store(Pass pass, ContactFacts facts, Map<UUID, Projection> projections) {
    var statements = pass.statements();
    int accountId = pass.accountId();
    var derived =
        DerivedFacts.load(statements, accountId, projections.keySet().toArray(UUID[]::new));
    Map<UUID, ContactSummary> summaries = new HashMap<>();
    var empty = new LinkedHashSet<UUID>();
    projections.forEach(
        (contactId, projection) -> {
          derived.replace(contactId, projection);
          if (facts.none(contactId)) {
            empty.add(contactId);
          } else {
            summaries.put(contactId, projection.summary());
          }
        });
    TimelineTable.update(statements, accountId, summaries, pass.now());
    TimelineTable.delete(statements, accountId, empty.toArray(UUID[]::new));
    derived.apply(statements, accountId);
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
}
