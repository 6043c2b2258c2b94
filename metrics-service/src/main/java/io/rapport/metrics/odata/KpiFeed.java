package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.KpiEntry;
import io.rapport.metrics.kpi.KpiReading;
import io.rapport.metrics.kpi.KpiReadings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pages through the rows of an entity set. Counts part after part until a page is full; where rows
 * are to be sorted or counted, all of them within a limit.
 */
@ApplicationScoped
class KpiFeed {

  private final KpiReadings readings;
  private final OdataSettings settings;
  private final OdataLimits limits;

  KpiFeed(KpiReadings readings, OdataSettings settings, OdataLimits limits) {
    this.readings = requireNonNull(readings, "readings is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /**
   * A page.
   *
   * @param count how many rows there are in all, where that was asked for
   * @param next where the page after this begins; empty on the last
   */
  record Page(List<Row> rows, OptionalLong count, Optional<SkipToken> next) {}

  /**
   * A page of rows.
   *
   * @param accounts those the caller may see
   * @param singleContacts whether the caller may see single contacts; else small groups are merged
   * @param now the moment maturity is judged at, unless an earlier page fixed it
   */
  Uni<Page> page(Query query, List<Account> accounts, boolean singleContacts, Instant now) {
    var asOf = query.after().map(token -> Instant.ofEpochSecond(token.asOf())).orElse(now);
    if (query.set() == EntitySet.DEFINITIONS) {
      return Uni.createFrom()
          .item(
              slice(
                  query,
                  KpiEntry.all().stream().map(KpiFeed::definition).filter(matching(query)).toList(),
                  asOf));
    }
    var parts = Part.of(query, accounts);
    var count = new Counting(query, singleContacts, asOf);
    if (query.needsAll()) {
      if (parts.size() > settings.mostParts()) {
        throw limits.exceeded(
            "parts",
            "$filter",
            "Sorting and counting take at most "
                + settings.mostParts()
                + " combinations of account, KPI and dimension; these are "
                + parts.size()
                + ". Filter by them, or ask without $orderby and $count.");
      }
      return all(count, parts, 0, new ArrayList<>()).map(rows -> slice(query, rows, asOf));
    }
    return new Walk(count, parts).page();
  }

  private Uni<List<Row>> all(Counting counting, List<Part> parts, int next, List<Row> rows) {
    if (next == parts.size()) {
      return Uni.createFrom().item(rows);
    }
    return counting
        .rows(parts.get(next))
        .chain(
            more -> {
              rows.addAll(more);
              if (rows.size() > settings.mostRows()) {
                throw limits.exceeded(
                    "rows",
                    "$filter",
                    "At most "
                        + settings.mostRows()
                        + " rows are sorted or counted. Filter, or ask without $orderby and"
                        + " $count.");
              }
              return all(counting, parts, next + 1, rows);
            });
  }

  /** The page out of all rows. */
  private Page slice(Query query, List<Row> all, Instant asOf) {
    var sorted = new ArrayList<>(all);
    sorted.sort(query.comparator());
    long begin = Math.min(sorted.size(), query.after().map(SkipToken::offset).orElse(query.skip()));
    long end = Math.min(sorted.size(), begin + Math.min(settings.pageSize(), query.wanted()));
    var rows = List.copyOf(sorted.subList((int) begin, (int) end));
    boolean more = end < sorted.size() && query.wanted() > rows.size();
    return new Page(
        rows,
        query.count() ? OptionalLong.of(all.size()) : OptionalLong.empty(),
        more
            ? Optional.of(
                new SkipToken(asOf.getEpochSecond(), "", end, delivered(query) + rows.size(), 0))
            : Optional.empty());
  }

  private static long delivered(Query query) {
    return query.after().map(SkipToken::delivered).orElse(0L);
  }

  /** Fills one page from where it begins. */
  private final class Walk {

    private final Counting counting;
    private final Query query;
    private final List<Part> parts;
    private final List<Row> rows = new ArrayList<>();
    private final long wanted;
    private int part;
    private long offset;
    private long skip;
    private int counted;

    Walk(Counting counting, List<Part> parts) {
      this.counting = counting;
      this.query = counting.query();
      this.parts = parts;
      this.wanted = Math.min(settings.pageSize(), query.wanted());
      this.skip = query.after().map(SkipToken::skip).orElse(query.skip());
      query.after().ifPresent(this::begin);
    }

    private void begin(SkipToken token) {
      offset = token.offset();
      while (part < parts.size() && !parts.get(part).name().equals(token.part())) {
        part++;
      }
      if (part == parts.size()) {
        throw Problem.badRequest("$skiptoken", "There is no page here any more. Begin without it.");
      }
    }

    Uni<Page> page() {
      if (part == parts.size() || rows.size() >= wanted || counted == settings.mostParts()) {
        return Uni.createFrom().item(new Page(rows, OptionalLong.empty(), next()));
      }
      counted++;
      return counting
          .rows(parts.get(part))
          .chain(
              found -> {
                take(found);
                return page();
              });
    }

    private void take(List<Row> found) {
      long left = Math.max(0, found.size() - offset);
      long skipped = Math.min(skip, left);
      long taken = Math.min(left - skipped, wanted - rows.size());
      int begin = (int) (Math.min(offset, found.size()) + skipped);
      rows.addAll(found.subList(begin, begin + (int) taken));
      skip -= skipped;
      if (skipped + taken < left) {
        offset = begin + taken;
      } else {
        part++;
        offset = 0;
      }
    }

    private Optional<SkipToken> next() {
      if (part == parts.size() || query.wanted() <= rows.size()) {
        return Optional.empty();
      }
      return Optional.of(
          new SkipToken(
              counting.asOf().getEpochSecond(),
              parts.get(part).name(),
              offset,
              delivered(query) + rows.size(),
              skip));
    }
  }

  /** How the rows of a part are counted. */
  private final class Counting {

    private final Query query;
    private final boolean singleContacts;
    private final Instant asOf;

    Counting(Query query, boolean singleContacts, Instant asOf) {
      this.query = query;
      this.singleContacts = singleContacts;
      this.asOf = asOf;
    }

    Query query() {
      return query;
    }

    Instant asOf() {
      return asOf;
    }

    Uni<List<Row>> rows(Part part) {
      var today = asOf.atZone(KpiReadings.zone(part.account())).toLocalDate();
      var last = Filter.last(query.filter(), "Date").orElse(today);
      var first =
          Filter.first(query.filter(), "Date")
              .orElseGet(() -> last.minusDays(settings.days() - 1L));
      if (first.isAfter(last)) {
        return Uni.createFrom().item(List.of());
      }
      check(first);
      check(last);
      return readings
          .daily(
              part.account(),
              part.kpi(),
              first,
              last.plusDays(1),
              part.dimension(),
              singleContacts,
              asOf)
          .map(days -> days.stream().map(KpiFeed::row).filter(matching(query)).toList());
    }
  }

  /** Calendars and databases break far away from here. */
  private static void check(LocalDate date) {
    if (date.getYear() < 2009 || date.getYear() > 2100) {
      throw Problem.badRequest("$filter", "Use dates between 2009 and 2100.");
    }
  }

  private static java.util.function.Predicate<Row> matching(Query query) {
    return row -> query.filter().test(row) == Filter.Truth.TRUE;
  }

  private static Row definition(KpiEntry kpi) {
    return Row.builder()
        .put("Id", kpi.id())
        .put("Name", kpi.name())
        .put("DefinitionVersion", kpi.definitionVersion())
        .put("Unit", kpi.unit().id())
        .put("Formula", kpi.formula())
        .put("Horizon", kpi.horizon().map(Object::toString))
        .put("Additive", kpi.additive())
        .build();
  }

  private static Row row(KpiReading reading) {
    var row =
        Row.builder()
            .put("Account", reading.account())
            .put("Kpi", reading.kpi())
            .put("Date", reading.from().atZone(ZoneId.of(reading.zone())).toLocalDate())
            .put("Value", reading.value())
            .put("Numerator", reading.numerator())
            .put("Denominator", reading.denominator())
            .put("Immature", reading.immature())
            .put("Excluded", reading.exclusions().values().stream().mapToLong(n -> n).sum())
            .put("Low", reading.low())
            .put("High", reading.high())
            .put("IntervalMethod", reading.intervalMethod())
            .put("Unit", reading.unit().id())
            .put("DefinitionVersion", reading.definitionVersion())
            .put("SettingsVersion", reading.settingsVersion())
            .put("Zone", reading.zone())
            .put("AsOf", reading.asOf());
    reading
        .dimension()
        .ifPresent(
            dimension ->
                row.put("Dimension", dimension)
                    // A part of the key, which is never null.
                    .put("Key", reading.key().orElse(""))
                    .put("Merged", reading.merged()));
    return row.build();
  }
}
