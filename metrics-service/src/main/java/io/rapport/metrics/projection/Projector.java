package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.Batch.Kind;
import io.rapport.metrics.projection.ProjectionState.Making;
import io.rapport.metrics.projection.ProjectionState.Readiness;
import io.rapport.metrics.timeline.ProjectionSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Projects contacts of one account in one transaction: all of it happens or nothing. Safe for use
 * by several threads and processes at once; a contact is only ever in the hands of one of them.
 */
@ApplicationScoped
class Projector {

  private final WorkTransactions transactions;
  private final ContactWork work;
  private final ProjectionConfig config;
  private final ProjectionSettings defaults;
  private final Postponements postponements;
  private final Clock clock;

  Projector(WorkTransactions transactions, ContactWork work, ProjectionConfig config, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.work = requireNonNull(work, "work is null");
    this.config = requireNonNull(config, "config is null");
    this.clock = requireNonNull(clock, "clock is null");
    defaults = new ProjectionSettings(config.episodeTimeout());
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
              : guarded(pass(statements, accountId, state.sides(), now), due, Kind.DUE);
        });
  }

  private Batch rebuild(Statements statements, int accountId, ProjectionState state, Instant now) {
    var claimed = RebuildWork.claim(statements, accountId, config.rebuildContacts());
    if (!claimed.isEmpty()) {
      // Whatever a crash of the database takes with it is work that waits as before, and what takes
      // over the rows made aside is written to disk after all of them.
      statements.send("SET LOCAL synchronous_commit = off");
      // Without a rebuild of the whole account, some of its contacts are projected in place.
      var side = List.of(state.aside().orElse(state.live()));
      return guarded(pass(statements, accountId, side, now), claimed, Kind.REBUILD);
    }
    boolean rebuilt = state.aside().isPresent() && RebuildWork.none(statements, accountId);
    return Batch.none(rebuilt ? Readiness.REBUILT : Readiness.READY);
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
          var pass = pass(statements, accountId, state.sides(), now);
          var batch = guarded(pass, Set.of(contactId), Kind.DUE);
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
          var held = work.hold(statements, accountId, new UUID[] {contactId});
          RebuildWork.done(statements, accountId, contactId);
          int failures = ProjectionFailures.failed(statements, accountId, contactId, reason, now);
          var due = now.plus(postponements.delay(failures));
          work.postpone(statements, accountId, held, Map.of(contactId, due));
          return contactId;
        });
  }

  private Pass pass(Statements statements, int accountId, List<Making> makings, Instant now) {
    var sides =
        makings.stream()
            .map(
                making ->
                    new Pass.Target(
                        making.side(),
                        ChosenSettings.of(statements, accountId, making.settings(), defaults),
                        making.days()))
            .toList();
    return new Pass(statements, accountId, sides, postponements, now);
  }

  private Batch guarded(Pass pass, Set<UUID> claimed, Kind kind) {
    try {
      return pass.project(claimed, kind, work, config.batchEvents());
    } catch (RuntimeException e) {
      throw new BatchFailure(claimed, e);
    }
  }
}
