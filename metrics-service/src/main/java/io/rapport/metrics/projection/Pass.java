package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.Batch.Kind;
import io.rapport.metrics.projection.ProjectionState.Readiness;
import io.rapport.metrics.timeline.ContactSummary;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.Timeline;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Projects some contacts of one account and stores what comes out on one side or both. Used by one
 * thread, within one transaction.
 */
final class Pass {

  private static final Logger LOG = Logger.getLogger(Pass.class);

  /**
   * A side to store on.
   *
   * @param settings with which contacts are projected for it
   * @param days the zone by whose clock it adds days up
   */
  record Target(Side side, ProjectionSettings settings, ZoneId days) {}

  private final Statements statements;
  private final int accountId;
  private final List<Target> targets;
  private final Postponements postponements;
  private final Instant now;

  /** What to store, by the settings it was projected with. */
  private final Map<ProjectionSettings, Map<UUID, Projection>> projections = new LinkedHashMap<>();

  /** When contacts must be looked at again. */
  private final Map<UUID, Instant> dueAt = new HashMap<>();

  /** When those that could not be projected are tried again. */
  private final Map<UUID, Instant> retryAt = new HashMap<>();

  /** Whose tables statements are about. */
  private Side chosen = Side.LIVE;

  Pass(
      Statements statements,
      int accountId,
      List<Target> targets,
      Postponements postponements,
      Instant now) {
    this.statements = requireNonNull(statements, "statements is null");
    this.accountId = accountId;
    this.targets = List.copyOf(targets);
    this.postponements = requireNonNull(postponements, "postponements is null");
    this.now = requireNonNull(now, "now is null");
    targets.forEach(target -> projections.put(target.settings(), new LinkedHashMap<>()));
  }

  /**
   * Projects those of the claimed contacts that no other worker holds, as many as fit.
   *
   * @param mostFacts that are read at once, but for a contact that has more
   */
  Batch project(Set<UUID> claimed, Kind kind, ContactWork work, int mostFacts) {
    var locked = TimelineTable.lock(statements, accountId, claimed, now);
    if (locked.isEmpty()) {
      return Batch.none(Readiness.READY);
    }
    // Work is held before the facts are read: what is added in between stays as work.
    var held =
        switch (kind) {
          case DUE -> work.hold(statements, accountId, locked.toArray(UUID[]::new));
          case REBUILD -> ContactWork.Held.NONE;
          case NONE -> throw new IllegalArgumentException("a pass without work");
        };
    var facts = asManyAsFit(locked, mostFacts);
    var contacts = facts.contacts();
    for (var contactId : contacts) {
      try {
        project(facts, contactId);
      } catch (RuntimeException e) {
        // Its facts cannot be understood; the others go on.
        LOG.errorf(e, "contact %s cannot be projected and is postponed", contactId);
        postpone(contactId, e);
      }
    }
    if (kind == Kind.REBUILD) {
      RebuildWork.done(statements, accountId, contacts);
    }
    var understood = projections.values().iterator().next().keySet().toArray(UUID[]::new);
    work.replace(statements, accountId, held, understood, dueAt, now);
    work.postpone(statements, accountId, held, retryAt);
    ProjectionFailures.succeeded(statements, accountId, understood);
    for (var target : targets) {
      choose(target.side());
      store(target, facts);
    }
    // What Postgres refuses is a failure of this batch.
    statements.settle();
    return new Batch(
        Readiness.READY,
        understood.length,
        facts.size(),
        contacts.length - understood.length,
        kind);
  }

  /** The facts of the first of the contacts whose facts together are not too many, at least one. */
  private ContactFacts asManyAsFit(Set<UUID> locked, int mostFacts) {
    var all = locked.toArray(UUID[]::new);
    return ContactFacts.load(statements, accountId, all, mostFacts)
        .orElseGet(() -> ContactFacts.load(statements, accountId, few(all, mostFacts)));
  }

  private UUID[] few(UUID[] locked, int mostFacts) {
    var counts = ContactFacts.count(statements, accountId, locked);
    var chosen = new ArrayList<UUID>();
    long total = 0;
    for (var contactId : locked) {
      total += counts.getOrDefault(contactId, 0L);
      if (!chosen.isEmpty() && total > mostFacts) {
        break;
      }
      chosen.add(contactId);
    }
    return chosen.toArray(UUID[]::new);
  }

  private void project(ContactFacts facts, UUID contactId) {
    var events = facts.events(contactId);
    var exclusion = facts.exclusion(contactId);
    var projected = new HashMap<ProjectionSettings, Projection>();
    for (var settings : projections.keySet()) {
      projected.put(settings, Timeline.project(events, exclusion, settings, now));
    }
    projected.forEach(
        (settings, projection) -> {
          projections.get(settings).put(contactId, projection);
          projection.dueAt().ifPresent(due -> dueAt.merge(contactId, due, Pass::earlier));
        });
  }

  /** A rebuild meets most contacts once: nothing is stored of them aside. */
  private DerivedFacts stored(Side side, UUID[] contacts) {
    return side == Side.ASIDE && TimelineTable.none(statements, accountId, contacts)
        ? DerivedFacts.none()
        : DerivedFacts.load(statements, accountId, contacts);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void postpone(UUID contactId, RuntimeException reason) {
    int failures = ProjectionFailures.failed(statements, accountId, contactId, reason, now);
    retryAt.put(contactId, now.plus(postponements.delay(failures)));
  }

  private void choose(Side side) {
    if (side != chosen) {
      side.choose(statements);
      chosen = side;
    }
  }

  private void store(Target target, ContactFacts facts) {
    var made = projections.get(target.settings());
    var derived = stored(target.side(), made.keySet().toArray(UUID[]::new));
    Map<UUID, ContactSummary> summaries = new HashMap<>();
    var empty = new LinkedHashSet<UUID>();
    made.forEach(
        (contactId, projection) -> {
          derived.replace(contactId, projection);
          if (facts.none(contactId)) {
            empty.add(contactId);
          } else {
            summaries.put(contactId, projection.summary());
          }
        });
    TimelineTable.update(statements, accountId, summaries, now);
    TimelineTable.delete(statements, accountId, empty.toArray(UUID[]::new));
    derived.apply(statements, accountId, target.settings(), target.days());
  }
}
