package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.EventKind;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.common.security.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers what came in and what did not, all parts of an answer from one moment. */
@ApplicationScoped
class Completeness {

  private static final String QUERY_CANCELED = "57014";
  private static final String INVALID_PARAMETER_VALUE = "22023";
  private static final Duration HOUR = Duration.ofHours(1);

  private final AccountTransactions transactions;
  private final CompletenessSettings settings;
  private final Clock clock;

  Completeness(AccountTransactions transactions, CompletenessSettings settings, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  private record Place(LocalDate day, int channelId) {}

  private static final class Draft {
    private final List<CompletenessAnswer.Received> received = new ArrayList<>();
    private final List<CompletenessAnswer.GapCount> gaps = new ArrayList<>();
    private final List<CompletenessAnswer.Silence> silences = new ArrayList<>();
  }

  /** The days of an account, or of one of its channels. */
  Uni<CompletenessAnswer> of(Account account, Days days, Optional<String> phoneNumberId) {
    return snapshot(
        account.id(),
        connection ->
            ReceivedQuery.channels(connection, account.id())
                .chain(
                    channels ->
                        answer(connection, account, days, channels, id(channels, phoneNumberId))));
  }

  private Uni<CompletenessAnswer> answer(
      SqlConnection connection,
      Account account,
      Days days,
      Map<Integer, String> channels,
      Optional<Integer> channelId) {
    var now = clock.instant();
    var drafts =
        new TreeMap<Place, Draft>(
            Comparator.comparing(Place::day).thenComparingInt(Place::channelId));
    return ReceivedQuery.byDay(connection, account.id(), days, channelId)
        .invoke(
            counts ->
                counts.forEach(
                    count -> received(draft(drafts, days, count.day(), count.channelId()), count)))
        .chain(
            () ->
                GapQuery.count(
                    connection, account.id(), days.from(), days.to(), days.zone(), channelId))
        .invoke(
            counts ->
                counts.forEach(
                    count ->
                        draft(drafts, days, count.day(), count.channelId())
                            .gaps
                            .add(new CompletenessAnswer.GapCount(count.gap().id(), count.gaps()))))
        .chain(
            () ->
                ReceivedQuery.byHour(
                    connection,
                    account.id(),
                    days.from().minus(Rhythm.memory(settings.silence())),
                    days.to(),
                    days.zone(),
                    channelId))
        .invoke(rhythm -> silences(drafts, days, rhythm, now))
        .chain(() -> ReceivedQuery.quarantined(connection, account.id(), days))
        .map(
            quarantined ->
                new CompletenessAnswer(
                    account.wabaId(),
                    days.first(),
                    days.end(),
                    days.zone().getId(),
                    now,
                    drafts.entrySet().stream()
                        .map(
                            entry ->
                                new CompletenessAnswer.Day(
                                    entry.getKey().day(),
                                    Optional.ofNullable(channels.get(entry.getKey().channelId())),
                                    entry.getValue().received,
                                    entry.getValue().gaps,
                                    entry.getValue().silences))
                        .toList(),
                    quarantined.stream()
                        .map(
                            items ->
                                new CompletenessAnswer.Quarantined(
                                    days.dayOf(items.day()), items.reason(), items.items()))
                        .toList()));
  }

  /** Single gaps after a place, at most so many. */
  Uni<GapPage> gaps(
      Account account,
      Days days,
      Optional<String> phoneNumberId,
      Optional<Gap> gap,
      GapQuery.Found after,
      int limit) {
    return snapshot(
        account.id(),
        connection ->
            ReceivedQuery.channels(connection, account.id())
                .chain(
                    channels ->
                        GapQuery.page(
                                connection,
                                account.id(),
                                days,
                                id(channels, phoneNumberId),
                                gap,
                                after,
                                limit + 1)
                            .map(found -> page(found, channels, limit))));
  }

  private static GapPage page(
      List<GapQuery.Found> found, Map<Integer, String> channels, int limit) {
    var shown = found.stream().limit(limit).toList();
    return new GapPage(
        shown.stream()
            .map(
                gap ->
                    new GapPage.Item(
                        gap.gap().id(),
                        gap.occurredAt(),
                        Optional.ofNullable(channels.get(gap.channelId())),
                        gap.contactId(),
                        gap.messageId()))
            .toList(),
        found.size() > limit ? Optional.of(GapCursor.encode(shown.getLast())) : Optional.empty());
  }

  private static Draft draft(Map<Place, Draft> drafts, Days days, Instant day, int channelId) {
    return drafts.computeIfAbsent(new Place(days.dayOf(day), channelId), place -> new Draft());
  }

  private static void received(Draft draft, ReceivedQuery.Received count) {
    draft.received.add(
        new CompletenessAnswer.Received(
            count.kind() == Tally.ACCOUNT_FACT
                ? "account_fact"
                : EventKind.ofCode(count.kind()).name().toLowerCase(Locale.ROOT),
            count.stored(),
            count.repeated()));
  }

  private void silences(Map<Place, Draft> drafts, Days days, Rhythm rhythm, Instant now) {
    // Hours that are not over yet are not judged.
    var judged = now.minus(settings.silence().grace()).minus(HOUR);
    for (var hour : rhythm.hours(days.from(), days.to(), settings.silence())) {
      if (hour.silent(settings.silence()) && !hour.start().isAfter(judged)) {
        draft(drafts, days, hour.start(), hour.source().channelId())
            .silences
            .add(
                new CompletenessAnswer.Silence(
                    hour.start().atZone(days.zone()).toOffsetDateTime(),
                    hour.source().stream().id(),
                    hour.observed(),
                    hour.expected().getAsDouble()));
      }
    }
  }

  private static Optional<Integer> id(
      Map<Integer, String> channels, Optional<String> phoneNumberId) {
    return phoneNumberId.map(
        wanted ->
            channels.entrySet().stream()
                .filter(channel -> channel.getValue().equals(wanted))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow(
                    () -> Problem.notFound("The account has no phone number with this id.")));
  }

  private <T> Uni<T> snapshot(int accountId, Function<SqlConnection, Uni<T>> work) {
    var timeout = "SET LOCAL statement_timeout = " + settings.query().timeout().toMillis();
    return transactions
        .snapshot(
            Set.of(accountId),
            connection -> connection.query(timeout).execute().chain(() -> work.apply(connection)))
        .onFailure(PgException.class)
        .transform(failure -> explained(failure));
  }

  private static Throwable explained(PgException failure) {
    return switch (failure.getSqlState()) {
      case QUERY_CANCELED ->
          new ProblemException(
              Problem.of(
                  503, "too-slow", "The answer would take too long", "Ask for a shorter period."));
      // The only values the database itself judges are names of zones.
      case INVALID_PARAMETER_VALUE ->
          Problem.badRequest("zone", "The database does not know this time zone.");
      case null, default -> failure;
    };
  }
}
