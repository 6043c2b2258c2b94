package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.problem.Problem;
import io.rapport.common.records.AccountSessions;
import io.rapport.common.records.RecordCreation;
import io.rapport.common.records.RecordId;
import io.rapport.common.records.TimeOrderedIds;
import io.rapport.common.records.VersionTag;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and deletes segments. Thread-safe. */
@ApplicationScoped
class Segments {

  /** The operation that makes one. */
  static final String CREATE = "createSegment";

  private final AccountSessions sessions;
  private final SegmentRecords records;
  private final SegmentSettings settings;
  private final ObjectMapper json;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final RecordCreation<SegmentRecord> creation;
  private final DistributionSummary conditions;

  Segments(
      AccountSessions sessions,
      SegmentRecords records,
      RequestKeys keys,
      SegmentSettings settings,
      ObjectMapper json,
      MeterRegistry registry,
      Clock clock) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.records = requireNonNull(records, "records is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.json = requireNonNull(json, "json is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.creation =
        new RecordCreation<>(
            sessions,
            keys,
            json,
            registry,
            new RecordCreation.Kind(
                CREATE, "segments", "rapport.segments.most", settings.maxPerAccount()),
            records::countOf);
    this.conditions =
        DistributionSummary.builder("rapport.segments.conditions")
            .description("Conditions of a rule that was given")
            .register(registry);
  }

  /** Checks a rule that somebody has written; fails with a problem that points at the fault. */
  Condition checked(SegmentRule rule) {
    var checked = RuleReader.read(rule, "/rule", RuleReader.Limits.of(settings));
    conditions.record(checked.conditions());
    return checked.condition();
  }

  /** The rule of a segment, which was checked when it was given: limits may have changed since. */
  Condition condition(String stored) {
    return RuleReader.read(rule(stored), "/rule", RuleReader.Limits.NONE).condition();
  }

  SegmentRule rule(String stored) {
    try {
      return json.readValue(stored, SegmentRule.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a stored rule cannot be read", e);
    }
  }

  /**
   * Makes a segment, once for each key.
   *
   * @param key the caller's, if one was sent
   */
  Uni<SegmentRecord> create(
      int accountId, SegmentRequest request, String by, Optional<String> key) {
    return creation.once(
        accountId,
        key,
        request,
        id -> get(RecordId.of(id).orElseThrow()),
        () -> draft(accountId, request, by));
  }

  private RecordCreation.Draft<SegmentRecord> draft(
      int accountId, SegmentRequest request, String by) {
    checked(request.rule());
    var now = now();
    var record =
        new SegmentRecord(
            new SegmentRecord.Key(accountId, TimeOrderedIds.draw(now, random)),
            request.name(),
            written(request.rule()),
            now,
            by);
    return new RecordCreation.Draft<>(record, record.recordId().text());
  }

  Uni<SegmentRecord> get(RecordId id) {
    return sessions.inAccount(id.accountId(), session -> find(id));
  }

  /**
   * Segments, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<SegmentRecord>> page(int accountId, Optional<UUID> before, int limit) {
    return sessions.inAccount(accountId, session -> records.page(accountId, before, limit));
  }

  /** Changes a segment; fails with a problem unless it is the version the caller has seen. */
  Uni<SegmentRecord> change(
      RecordId id, SegmentRequest request, Optional<String> ifMatch, String by) {
    checked(request.rule());
    return sessions
        .inAccount(
            id.accountId(),
            session ->
                find(id)
                    .invoke(
                        record -> {
                          VersionTag.require(ifMatch, record.version);
                          record.change(request.name(), written(request.rule()), now(), by);
                        })
                    .call(session::flush))
        .onFailure(OptimisticLockException.class)
        .transform(lost -> VersionTag.outdated());
  }

  /** Deletes a segment and whatever is recorded of its members. */
  Uni<Void> delete(RecordId id, Optional<String> ifMatch) {
    return sessions
        .inAccount(
            id.accountId(),
            session ->
                find(id)
                    .invoke(record -> VersionTag.require(ifMatch, record.version))
                    .chain(records::delete)
                    .chain(() -> forget(session, "segment_membership", id))
                    .chain(() -> forget(session, "segment_refresh", id)))
        .onFailure(OptimisticLockException.class)
        .transform(lost -> VersionTag.outdated())
        .replaceWithVoid();
  }

  private static Uni<Integer> forget(Mutiny.Session session, String table, RecordId id) {
    return session
        .createNativeQuery("DELETE FROM " + table + " WHERE account_id = ?1 AND segment_id = ?2")
        .setParameter(1, id.accountId())
        .setParameter(2, id.id())
        .executeUpdate();
  }

  private Uni<SegmentRecord> find(RecordId id) {
    return records
        .findById(new SegmentRecord.Key(id.accountId(), id.id()))
        .onItem()
        .ifNull()
        .failWith(() -> Problem.notFound("There is no such segment."));
  }

  private String written(SegmentRule rule) {
    try {
      return json.writeValueAsString(rule);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a rule could not be written", e);
    }
  }

  /** No finer than the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
