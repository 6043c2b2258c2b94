package io.rapport.ingest.resolution;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.problem.Problem;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.identity.Names;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds the contacts behind names. Thread-safe. */
@ApplicationScoped
class ContactNames {

  private final AccountTransactions transactions;
  private final ContactResolution resolution;
  private final Pseudonyms pseudonyms;
  private final ResolutionSettings settings;
  private final DistributionSummary sizes;
  private final Clock clock;

  ContactNames(
      AccountTransactions transactions,
      ContactResolution resolution,
      Pseudonyms pseudonyms,
      ResolutionSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.resolution = requireNonNull(resolution, "resolution is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.sizes =
        DistributionSummary.builder("rapport.ingest.contacts.request")
            .description("Contacts of one request for pseudonyms")
            .register(registry);
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The contact of each name, in their order; whoever is not known yet becomes a contact. */
  Uni<List<UUID>> resolve(int accountId, List<ResolutionRequest.Name> asked) {
    sizes.record(asked.size());
    if (asked.size() > settings.maxPerRequest()) {
      throw Problem.tooLarge(
          "A request may be about %d contacts at most.".formatted(settings.maxPerRequest()));
    }
    var names = new ArrayList<Names>();
    for (int i = 0; i < asked.size(); i++) {
      names.add(Names.of(List.of(identity(asked.get(i), "/contacts/" + i)), pseudonyms));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transactions
        .inAccount(accountId, connection -> resolution.lookUp(connection, accountId, names))
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(known.get())
                    : transactions.inAccount(
                        accountId,
                        connection -> resolution.reconcile(connection, accountId, names, now)))
        .map(resolved -> names.stream().map(resolved::contactOf).toList());
  }

  private static Identity identity(ResolutionRequest.Name name, String pointer) {
    return name.waId().isPresent()
        ? Identity.ofPerson(name.waId().get())
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        pointer + "/waId", "is neither a phone number nor a user id"))
        : Identity.ofUserId(name.userId().orElseThrow(), IdentityKind.USER_ID)
            .orElseThrow(() -> Problem.badRequest(pointer + "/userId", "is blank"));
  }
}
