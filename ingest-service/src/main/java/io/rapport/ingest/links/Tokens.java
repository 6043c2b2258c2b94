package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.Event;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Resolved;
import io.rapport.ingest.identity.Subject;
import io.rapport.ingest.store.EventIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Gives every recipient a copy of a link. Thread-safe. */
@ApplicationScoped
class Tokens {

  private final AccountTransactions transactions;
  private final ContactResolution resolution;
  private final AccountDirectory directory;
  private final EventIds ids;
  private final Pseudonyms pseudonyms;
  private final TokenCodec codec;
  private final LinkUrls urls;
  private final LinkSettings.Tokens settings;
  private final DistributionSummary requestSize;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(
      AccountTransactions transactions,
      ContactResolution resolution,
      AccountDirectory directory,
      EventIds ids,
      Pseudonyms pseudonyms,
      LinkUrls urls,
      LinkSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.resolution = requireNonNull(resolution, "resolution is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.codec = new TokenCodec(pseudonyms);
    this.urls = requireNonNull(urls, "urls is null");
    this.settings = settings.tokens();
    this.requestSize =
        DistributionSummary.builder("rapport.ingest.links.tokens.request")
            .description("Tokens of one request")
            .register(registry);
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Issues a token for each recipient, in their order: all of them or none. */
  Uni<TokenRequest.Answer> issue(
      Account account, LinkCode code, UUID linkId, TokenRequest request) {
    requireSize(request.items().size());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var expiresAt = expiry(request.expiresAt(), now);
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < request.items().size(); i++) {
      subjects.add(subject(request.items().get(i).contact(), "/items/" + i + "/contact"));
    }
    var messages = request.items().stream().map(TokenRequest.Recipient::message).toList();
    return channels(account, messages)
        .chain(
            channels ->
                resolved(
                    account.id(),
                    subjects,
                    now,
                    (connection, contacts) -> {
                      var tokens = tokens(request, contacts, channels);
                      return TokenTable.insert(connection, account.id(), linkId, expiresAt, tokens)
                          .replaceWith(tokens);
                    }))
        .map(
            tokens ->
                new TokenRequest.Answer(
                    expiresAt, tokens.stream().map(token -> answer(code, token)).toList()));
  }

  /** Tells tokens the messages they were sent in. */
  Uni<Void> sent(Account account, LinkCode code, TokenRequest.Sent request) {
    requireSize(request.items().size());
    var numbers = new ArrayList<Long>();
    for (int i = 0; i < request.items().size(); i++) {
      var pointer = "/items/" + i + "/token";
      numbers.add(
          codec
              .decode(code, request.items().get(i).token())
              .orElseThrow(() -> Problem.badRequest(pointer, "is no token of this link")));
    }
    var messages = request.items().stream().map(item -> Optional.of(item.message())).toList();
    return channels(account, messages)
        .map(
            channels -> {
              var sent = new ArrayList<TokenTable.Sent>();
              for (int i = 0; i < numbers.size(); i++) {
                var message = request.items().get(i).message();
                sent.add(
                    new TokenTable.Sent(
                        numbers.get(i),
                        channels.get(message.phoneNumberId()),
                        ids.message(message.phoneNumberId(), message.wamid())));
              }
              return sent;
            })
        .chain(
            sent ->
                transactions.inAccount(
                    account.id(), connection -> TokenTable.send(connection, account.id(), sent)))
        .replaceWithVoid();
  }

  private void requireSize(int items) {
    requestSize.record(items);
    if (items > settings.maxPerRequest()) {
      throw Problem.tooLarge(
          "A request may be about %d tokens at most.".formatted(settings.maxPerRequest()));
    }
  }

  private Instant expiry(Optional<Instant> wanted, Instant now) {
    wanted.ifPresent(
        at -> {
          if (!at.isAfter(now) || at.isAfter(now.plus(settings.validAtMost()))) {
            throw Problem.badRequest(
                "/expiresAt",
                "must lie ahead, by %d days at most".formatted(settings.validAtMost().toDays()));
          }
        });
    return wanted
        .map(at -> at.truncatedTo(ChronoUnit.MICROS))
        .orElse(now.plus(settings.validFor()));
  }

  private Subject subject(TokenRequest.Contact contact, String pointer) {
    if (contact.contactId().isPresent()) {
      return new KnownContact(contact.contactId().get());
    }
    var identity =
        contact.waId().isPresent()
            ? Identity.ofPerson(contact.waId().get())
                .orElseThrow(
                    () ->
                        Problem.badRequest(
                            pointer + "/waId", "is neither a phone number nor a user id"))
            : Identity.ofUserId(contact.userId().orElseThrow(), IdentityKind.USER_ID)
                .orElseThrow(() -> Problem.badRequest(pointer + "/userId", "is blank"));
    return Names.of(List.of(identity), pseudonyms);
  }

  /** The channels of all numbers that are named. */
  private Uni<Map<String, Integer>> channels(
      Account account, List<Optional<TokenRequest.Message>> messages) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).isPresent()) {
        places.putIfAbsent(messages.get(i).get().phoneNumberId(), i);
      }
    }
    Map<String, Integer> channels = new HashMap<>();
    return Multi.createFrom()
        .iterable(places.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            number ->
                directory
                    .find(account.id(), account.wabaId(), number.getKey())
                    .map(found -> found.orElseThrow(() -> unknownNumber(number.getValue())))
                    .map(Channel::channelId)
                    .invoke(channel -> channels.put(number.getKey(), channel)))
        .collect()
        .last()
        .replaceWith(channels);
  }

  private static RuntimeException unknownNumber(int item) {
    return Problem.badRequest(
        "/items/" + item + "/message/phoneNumberId", "is no number of this account");
  }

  /** Work with the contacts of all subjects, in their order. */
  @FunctionalInterface
  private interface Work<T> {
    Uni<T> apply(SqlConnection connection, List<UUID> contacts);
  }

  /** Whoever is not known yet becomes a contact. */
  private <T> Uni<T> resolved(int accountId, List<Subject> subjects, Instant now, Work<T> work) {
    var names =
        subjects.stream()
            .flatMap(subject -> subject instanceof Names of ? Stream.of(of) : Stream.empty())
            .toList();
    return transactions
        .inAccount(
            accountId,
            connection ->
                resolution
                    .lookUp(connection, accountId, names)
                    .chain(
                        known ->
                            known.isEmpty()
                                ? Uni.createFrom().item(Optional.<T>empty())
                                : contacts(connection, accountId, subjects, known.get())
                                    .chain(contacts -> work.apply(connection, contacts))
                                    .map(Optional::of)))
        .chain(
            done ->
                done.isPresent()
                    ? Uni.createFrom().item(done.get())
                    : transactions.inAccount(
                        accountId,
                        connection ->
                            resolution
                                .reconcile(connection, accountId, names, now)
                                .chain(all -> contacts(connection, accountId, subjects, all))
                                .chain(contacts -> work.apply(connection, contacts))));
  }

  private Uni<List<UUID>> contacts(
      SqlConnection connection, int accountId, List<Subject> subjects, Resolved resolved) {
    var told =
        subjects.stream()
            .flatMap(
                subject ->
                    subject instanceof KnownContact contact
                        ? Stream.of(contact.contactId())
                        : Stream.empty())
            .distinct()
            .toList();
    return (told.isEmpty()
            ? Uni.createFrom().item(Map.<UUID, UUID>of())
            : resolution.heirs(connection, accountId, told))
        .map(
            heirs -> {
              var contacts = new ArrayList<UUID>();
              for (int i = 0; i < subjects.size(); i++) {
                var pointer = "/items/" + i + "/contact/contactId";
                contacts.add(
                    switch (subjects.get(i)) {
                      case Names of -> resolved.contactOf(of);
                      case KnownContact contact ->
                          Optional.ofNullable(heirs.get(contact.contactId()))
                              .orElseThrow(
                                  () ->
                                      Problem.badRequest(pointer, "is no contact of this account"));
                    });
              }
              return contacts;
            });
  }

  private List<TokenTable.Issued> tokens(
      TokenRequest request, List<UUID> contacts, Map<String, Integer> channels) {
    var tokens = new ArrayList<TokenTable.Issued>();
    for (int i = 0; i < contacts.size(); i++) {
      var recipient = request.items().get(i);
      tokens.add(
          new TokenTable.Issued(
              random.nextLong(),
              contacts.get(i),
              recipient
                  .message()
                  .map(message -> channels.get(message.phoneNumberId()))
                  .orElse(Event.NO_CHANNEL),
              recipient
                  .message()
                  .map(message -> ids.message(message.phoneNumberId(), message.wamid())),
              recipient.campaign(),
              recipient.variant()));
    }
    return tokens;
  }

  private TokenRequest.Token answer(LinkCode code, TokenTable.Issued issued) {
    var token = codec.encode(code, issued.token());
    return new TokenRequest.Token(token, LinkUrls.suffix(code, token), urls.of(code, token));
  }
}
