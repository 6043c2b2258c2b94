package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.common.records.AccountSessions;
import io.rapport.common.records.RecordCreation;
import io.rapport.common.records.RecordId;
import io.rapport.common.records.TimeOrderedIds;
import io.rapport.common.records.VersionTag;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;

/** Makes, changes, starts and stops experiments. Thread-safe. */
@ApplicationScoped
class Experiments {

  /** The operation that makes one. */
  static final String CREATE = "createExperiment";

  private static final String UNIQUE_VIOLATION = "23505";

  private final AccountSessions sessions;
  private final ExperimentRecords records;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final RecordCreation<ExperimentRecord> creation;

  Experiments(
      AccountSessions sessions,
      ExperimentRecords records,
      RequestKeys keys,
      ObjectMapper json,
      ExperimentSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.records = requireNonNull(records, "records is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.creation =
        new RecordCreation<>(
            sessions,
            keys,
            json,
            registry,
            new RecordCreation.Kind(
                CREATE, "experiments", "rapport.experiments.most", settings.maxPerAccount()),
            records::countOf);
  }

  /**
   * Makes a draft, once for each key.
   *
   * @param key the caller's, if one was sent
   */
  Uni<ExperimentRecord> create(
      int accountId, ExperimentRequest request, String by, Optional<String> key) {
    return creation.once(
        accountId,
        key,
        request,
        id -> get(RecordId.of(id).orElseThrow()),
        () -> draft(accountId, request.design(), by));
  }

  private RecordCreation.Draft<ExperimentRecord> draft(int accountId, Design design, String by) {
    var now = now();
    var record =
        new ExperimentRecord(
            new ExperimentRecord.Key(accountId, TimeOrderedIds.draw(now, random)),
            new UUID(random.nextLong(), random.nextLong()),
            design,
            now,
            by);
    return new RecordCreation.Draft<>(record, record.experimentId().text());
  }

  Uni<ExperimentRecord> get(RecordId id) {
    return sessions.inAccount(id.accountId(), session -> find(id));
  }

  /**
   * Experiments, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<ExperimentRecord>> page(int accountId, Optional<UUID> before, int limit) {
    return sessions.inAccount(accountId, session -> records.page(accountId, before, limit));
  }

  /** Changes a draft; fails with a problem unless it is the version the caller has seen. */
  Uni<ExperimentRecord> change(RecordId id, Design design, Optional<String> ifMatch, String by) {
    return edit(
        id,
        ifMatch,
        record -> {
          if (record.state() != ExperimentState.DRAFT) {
            throw Problem.conflict(
                "The experiment has started; its results would mean nothing if it were changed."
                    + " Stop it and make another one.");
          }
          record.change(design, now(), by);
          return Uni.createFrom().voidItem();
        });
  }

  /** Starts a draft; a second time changes nothing. */
  Uni<ExperimentRecord> start(RecordId id, Optional<String> ifMatch, String by) {
    return edit(
            id,
            ifMatch,
            record ->
                switch (record.state()) {
                  case RUNNING -> Uni.createFrom().voidItem();
                  case STOPPED -> throw Problem.conflict("The experiment has been stopped.");
                  case DRAFT ->
                      records
                          .countRunning(id.accountId(), record.campaign)
                          .invoke(
                              running -> {
                                if (running > 0) {
                                  throw campaignTaken();
                                }
                                record.start(now(), by);
                              })
                          .replaceWithVoid();
                })
        // Two that start at once: the index knows.
        .onFailure(Experiments::isTaken)
        .transform(taken -> campaignTaken());
  }

  /** Stops a running experiment for good; a second time changes nothing. */
  Uni<ExperimentRecord> stop(RecordId id, Optional<String> ifMatch, String by) {
    return edit(
        id,
        ifMatch,
        record -> {
          switch (record.state()) {
            case DRAFT -> throw Problem.conflict("The experiment has not started.");
            case RUNNING -> record.stop(now(), by);
            case STOPPED -> {}
          }
          return Uni.createFrom().voidItem();
        });
  }

  private static boolean isTaken(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConstraintViolationException violation) {
        return UNIQUE_VIOLATION.equals(violation.getSQLState());
      }
    }
    return false;
  }

  private static ProblemException campaignTaken() {
    return Problem.conflict(
        "Another experiment runs with this campaign; their messages could not be told apart.");
  }

  private Uni<ExperimentRecord> edit(
      RecordId id, Optional<String> ifMatch, Function<ExperimentRecord, Uni<Void>> edit) {
    return sessions
        .inAccount(
            id.accountId(),
            session ->
                find(id)
                    .invoke(record -> VersionTag.require(ifMatch, record.version))
                    .call(edit::apply)
                    .call(session::flush))
        .onFailure(OptimisticLockException.class)
        .transform(lost -> VersionTag.outdated());
  }

  private Uni<ExperimentRecord> find(RecordId id) {
    return records
        .findById(new ExperimentRecord.Key(id.accountId(), id.id()))
        .onItem()
        .ifNull()
        .failWith(() -> Problem.notFound("There is no such experiment."));
  }

  /** No finer than the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
