package io.rapport.ingest.exclusion;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.problem.Problem;
import io.rapport.ingest.identity.Alias;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.Exclusion;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.store.WorkSignal;
import io.rapport.ingest.store.WorkTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Marks contacts so that no KPI counts them, and has them projected again. */
@ApplicationScoped
class ContactExclusions {

  /** Groups and erased people stay what they are. */
  private static final String MARK =
      """
      UPDATE contact SET exclusion = $3
      WHERE account_id = $1 AND contact_id = $2 AND exclusion IN (0, 1, 2)""";

  private final AccountTransactions transactions;
  private final ContactResolution resolution;
  private final Pseudonyms pseudonyms;
  private final WorkSignal signal;
  private final Clock clock;

  ContactExclusions(
      AccountTransactions transactions,
      ContactResolution resolution,
      Pseudonyms pseudonyms,
      WorkSignal signal,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.resolution = requireNonNull(resolution, "resolution is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.signal = requireNonNull(signal, "signal is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Fails with a problem if the contact is unknown, or is a group or erased. */
  Uni<UUID> mark(int accountId, ExclusionRequest.ContactReference reference, Exclusion exclusion) {
    requireOneName(reference);
    return transactions
        .inAccount(
            accountId,
            connection ->
                find(connection, accountId, reference)
                    .map(
                        found ->
                            found.orElseThrow(
                                () -> Problem.notFound("The account knows no such contact.")))
                    .call(contact -> mark(connection, accountId, contact, exclusion)))
        .invoke(signal::raise);
  }

  private Uni<Void> mark(
      SqlConnection connection, int accountId, UUID contactId, Exclusion exclusion) {
    return connection
        .preparedQuery(MARK)
        .execute(Tuple.of(accountId, contactId, exclusion.code()))
        .chain(
            rows -> {
              if (rows.rowCount() == 0) {
                throw Problem.conflict("The contact is a group or erased, and excluded as such.");
              }
              return WorkTable.insert(connection, accountId, clock.instant(), List.of(contactId));
            });
  }

  private Uni<Optional<UUID>> find(
      SqlConnection connection, int accountId, ExclusionRequest.ContactReference reference) {
    return reference.contactId() != null
        ? resolution.find(connection, accountId, reference.contactId())
        : resolution.find(connection, accountId, Alias.of(identity(reference), pseudonyms));
  }

  private static Identity identity(ExclusionRequest.ContactReference reference) {
    return reference.waId() != null
        ? Identity.ofPerson(reference.waId())
            .orElseThrow(
                () -> Problem.badRequest("/contact/waId", "is neither a number nor a user id"))
        : Identity.ofUserId(reference.userId(), IdentityKind.USER_ID)
            .orElseThrow(() -> Problem.badRequest("/contact/userId", "is blank"));
  }

  private static void requireOneName(ExclusionRequest.ContactReference reference) {
    long names =
        Stream.of(reference.waId(), reference.userId(), reference.contactId())
            .filter(Objects::nonNull)
            .count();
    if (names != 1) {
      throw Problem.badRequest("/contact", "name it by exactly one of waId, userId, contactId");
    }
  }
}
