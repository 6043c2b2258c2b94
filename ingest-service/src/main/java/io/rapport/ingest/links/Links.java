package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.problem.Problem;
import io.rapport.common.records.AccountSessions;
import io.rapport.common.records.RecordCreation;
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
import java.util.function.Consumer;

/** Makes, changes and archives links. Thread-safe. */
@ApplicationScoped
class Links {

  /** The operation that makes one. */
  static final String CREATE = "createLink";

  private final AccountSessions sessions;
  private final LinkRecords records;
  private final LinkLookup lookup;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final RecordCreation<LinkRecord> creation;

  Links(
      AccountSessions sessions,
      LinkRecords records,
      LinkLookup lookup,
      RequestKeys keys,
      ObjectMapper json,
      LinkSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.records = requireNonNull(records, "records is null");
    this.lookup = requireNonNull(lookup, "lookup is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.creation =
        new RecordCreation<>(
            sessions,
            keys,
            json,
            registry,
            new RecordCreation.Kind(
                CREATE,
                "links that are not archived",
                "rapport.ingest.links.most",
                settings.maxPerAccount()),
            records::countCurrent);
  }

  /**
   * Makes a link, once for each key.
   *
   * @param key the caller's, if one was sent
   * @param request all that was asked for
   */
  Uni<LinkRecord> create(
      int accountId, Link link, String by, Optional<String> key, LinkRequest request) {
    return creation.once(
        accountId,
        key,
        request,
        code -> get(LinkCode.of(code).orElseThrow()),
        () -> draft(accountId, link, by));
  }

  private RecordCreation.Draft<LinkRecord> draft(int accountId, Link link, String by) {
    var now = now();
    var code = LinkCode.draw(accountId, random);
    return new RecordCreation.Draft<>(
        new LinkRecord(
            new LinkRecord.Key(accountId, TimeOrderedIds.draw(now, random)), code, link, now, by),
        code.text());
  }

  Uni<LinkRecord> get(LinkCode code) {
    return sessions.inAccount(code.accountId(), session -> find(code));
  }

  /**
   * Links, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<LinkRecord>> page(int accountId, boolean archived, Optional<UUID> before, int limit) {
    return sessions.inAccount(
        accountId, session -> records.page(accountId, archived, before, limit));
  }

  /** Fails with a problem unless the link is the version the caller has seen. */
  Uni<LinkRecord> change(LinkCode code, Link link, Optional<String> ifMatch, String by) {
    return edit(
        code,
        ifMatch,
        record -> {
          if (record.archivedAt != null) {
            throw Problem.conflict("The link is archived.");
          }
          record.change(link, now(), by);
        });
  }

  /** Ends a link for good; fails with a problem unless it is the version the caller has seen. */
  Uni<LinkRecord> archive(LinkCode code, Optional<String> ifMatch, String by) {
    return edit(
        code,
        ifMatch,
        record -> {
          if (record.archivedAt == null) {
            record.archive(now(), by);
          }
        });
  }

  private Uni<LinkRecord> edit(LinkCode code, Optional<String> ifMatch, Consumer<LinkRecord> edit) {
    return sessions
        .inAccount(
            code.accountId(),
            session ->
                find(code)
                    .invoke(record -> VersionTag.require(ifMatch, record.version))
                    .invoke(edit)
                    .call(session::flush))
        .onFailure(OptimisticLockException.class)
        .transform(lost -> VersionTag.outdated())
        .invoke(record -> lookup.forget(code));
  }

  private Uni<LinkRecord> find(LinkCode code) {
    return records
        .ofCode(code)
        .map(found -> found.orElseThrow(() -> Problem.notFound("There is no such link.")));
  }

  /** No finer than the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
