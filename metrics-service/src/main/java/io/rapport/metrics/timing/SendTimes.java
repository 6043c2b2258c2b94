package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.Figures;
import io.rapport.metrics.kpi.KpiSettings;
import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Snapshots;
import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.settings.InEffect;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Tells when to write. Thread-safe. */
@ApplicationScoped
class SendTimes {

  /** Whose clock it is. */
  private static final String ZONE_OF = "account";

  private static final List<String> RATES = List.of("open-rate", "response-rate");

  private final Snapshots snapshots;
  private final TimingSettings settings;
  private final int smallestGroup;

  SendTimes(Snapshots snapshots, TimingSettings settings, KpiSettings kpis) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.smallestGroup = kpis.smallestGroup();
  }

  /** The rate somebody asks for: one that says whether people took notice. */
  static MessageRate rate(String id) {
    return Optional.of(id)
        .filter(RATES::contains)
        .flatMap(MessageRate::find)
        .orElseThrow(() -> Problem.badRequest("rate", "Use one of: " + RATES + "."));
  }

  /**
   * Both rates by the hour of the week.
   *
   * @param singleContacts whether who asks may see single contacts; else small hours are hidden
   */
  Uni<SendTimesAnswer> of(Account account, HourQuery query, boolean singleContacts) {
    int smallest = singleContacts ? 1 : smallestGroup;
    return snapshots.read(
        account,
        connection ->
            InEffect.read(connection, account.id())
                .chain(
                    inEffect ->
                        rates(connection, query, smallest)
                            .map(
                                rates ->
                                    new SendTimesAnswer(
                                        account.wabaId(),
                                        query.from(),
                                        query.asOf(),
                                        query.zone().getId(),
                                        ZONE_OF,
                                        query.asOf(),
                                        inEffect.version(),
                                        rates))));
  }

  private static Uni<List<SendTimesAnswer.Rate>> rates(
      SqlConnection connection, HourQuery query, int smallest) {
    return part(connection, query, RATES.getFirst(), smallest)
        .chain(
            read ->
                part(connection, query, RATES.getLast(), smallest)
                    .map(replied -> List.of(read, replied)));
  }

  private static Uni<SendTimesAnswer.Rate> part(
      SqlConnection connection, HourQuery query, String id, int smallest) {
    var rate = MessageRate.find(id).orElseThrow();
    return query
        .ofWeek(connection, rate)
        .map(hours -> SendTimesAnswer.Rate.of(rate, hours, smallest));
  }

  /** A contact as it is known today. */
  private record Person(UUID contactId, Optional<String> segment) {}

  /**
   * A contact's own best hour where its history shows one beyond doubt, else its segment's where
   * that does, else the account's.
   */
  Uni<SendTimesAnswer.OfContact> ofContact(
      Account account, HourQuery query, MessageRate rate, UUID contactId) {
    return snapshots.read(
        account,
        connection ->
            person(connection, account, contactId)
                .chain(
                    person ->
                        query
                            .ofContact(connection, rate, person.contactId())
                            .chain(own -> best(connection, query, rate, person, own)))
                .map(best -> answer(contactId, rate, query, best)));
  }

  /** Who has been merged is the heir; the segment is the latest message's. */
  private static Uni<Person> person(SqlConnection connection, Account account, UUID contactId) {
    var sql = new Sql();
    var id = sql.bind(account.id());
    return sql.append("WITH RECURSIVE walk (contact_id, merged_into) AS (")
        .append("SELECT contact_id, merged_into FROM contact WHERE account_id = " + id)
        .append(" AND contact_id = " + sql.bind(contactId))
        .append(" UNION SELECT c.contact_id, c.merged_into FROM walk w JOIN contact c")
        .append(" ON c.account_id = " + id + " AND c.contact_id = w.merged_into)")
        .append(" SELECT contact_id, (SELECT segment FROM message m WHERE m.account_id = " + id)
        .append(" AND m.contact_id = walk.contact_id AND " + MessageRate.POPULATION)
        .append(" ORDER BY sent_at DESC, message_id LIMIT 1) AS segment")
        .append(" FROM walk WHERE merged_into IS NULL")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                return new Person(
                    row.getUUID("contact_id"), Optional.ofNullable(row.getString("segment")));
              }
              throw Problem.notFound("There is no such contact.");
            });
  }

  /** Whose best hour it is. */
  private record Chosen(
      String basis, Optional<String> segment, boolean ofDay, Optional<Hours.Best> best) {}

  private Uni<Chosen> best(
      SqlConnection connection, HourQuery query, MessageRate rate, Person person, Hours own) {
    var ofContact =
        own.best()
            .filter(best -> own.trials() >= settings.contactMessages())
            .filter(Hours.Best::certain);
    if (ofContact.isPresent()) {
      return Uni.createFrom().item(new Chosen("contact", person.segment(), true, ofContact));
    }
    return ofSegment(connection, query, rate, person)
        .chain(
            chosen ->
                chosen.isPresent()
                    ? Uni.createFrom().item(chosen.get())
                    : over(query, Optional.empty())
                        .ofWeek(connection, rate)
                        .map(Hours::best)
                        .map(
                            best ->
                                new Chosen(
                                    best.isPresent() ? "account" : "none",
                                    person.segment(),
                                    false,
                                    best)));
  }

  private Uni<Optional<Chosen>> ofSegment(
      SqlConnection connection, HourQuery query, MessageRate rate, Person person) {
    return person.segment().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : over(query, person.segment())
            .ofWeek(connection, rate)
            .map(
                hours ->
                    hours
                        .best()
                        .filter(best -> hours.trials() >= settings.segmentMessages())
                        .filter(Hours.Best::certain)
                        .map(
                            best ->
                                new Chosen("segment", person.segment(), false, Optional.of(best))));
  }

  private static HourQuery over(HourQuery query, Optional<String> segment) {
    return new HourQuery(query.accountId(), query.from(), query.asOf(), query.zone(), segment);
  }

  private static SendTimesAnswer.OfContact answer(
      UUID contactId, MessageRate rate, HourQuery query, Chosen chosen) {
    var best = chosen.best();
    return new SendTimesAnswer.OfContact(
        contactId,
        rate.id(),
        chosen.basis(),
        chosen.segment(),
        best.filter(known -> !chosen.ofDay())
            .map(known -> Slot.ofHourOfWeek(known.hour()).dayOfWeek()),
        best.map(known -> chosen.ofDay() ? known.hour() : Slot.ofHourOfWeek(known.hour()).hour()),
        best.map(known -> OptionalDouble.of(known.gain())).orElse(OptionalDouble.empty()),
        best.map(known -> Figures.Interval.of(known.interval())),
        query.zone().getId(),
        ZONE_OF);
  }
}
