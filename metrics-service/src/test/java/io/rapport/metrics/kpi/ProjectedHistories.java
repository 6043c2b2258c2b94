package io.rapport.metrics.kpi;

import io.rapport.common.event.Event;
import io.rapport.common.event.Origin;
import io.rapport.common.security.Account;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.timeline.ContactHistories;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.Story;
import io.rapport.metrics.timeline.Timeline;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Random histories of an account's contacts: as facts, as rows, and as what they mean. */
final class ProjectedHistories {

  static final Instant PROJECTED = Story.at("720H");

  private static final int CONTACTS = 150;

  private static ProjectedHistories shared;

  private final Ledger ledger = new Ledger();
  private final List<Projection> projections = new ArrayList<>();

  private ProjectedHistories(Pool pool) {
    for (int i = 0; i < CONTACTS; i++) {
      var exclusion = i % 25 == 0 ? Exclusion.TEST : Exclusion.NONE;
      var events = new ArrayList<>(new ContactHistories(i).history(70));
      events.addAll(acquaintance(i));
      ledger.store(ledger.contact(exclusion), events);
      projections.add(Timeline.project(events, exclusion, ProjectionSettings.DEFAULT, PROJECTED));
    }
    Workshop.at(pool, PROJECTED).drain();
    ledger.forgetWork();
  }

  /** Some had heard of us before, some had written long ago. */
  private static List<Event> acquaintance(int contact) {
    return switch (contact % 3) {
      case 0 -> new Story().sent("long before " + contact, "-1080H", Origin.AGENT).events();
      case 1 -> new Story().writes("very long before " + contact, "-2640H").events();
      default -> List.of();
    };
  }

  /** The same for all tests: nobody changes them. */
  static ProjectedHistories in(Pool pool) {
    if (shared == null) {
      shared = new ProjectedHistories(pool);
    }
    return shared;
  }

  List<Projection> projections() {
    return projections;
  }

  int accountId() {
    return ledger.accountId();
  }

  String wabaId() {
    return ledger.wabaId();
  }

  /** Gives another account the same facts some time later, but for those that cubes add up. */
  void copyTo(int account, Duration later) {
    for (var table :
        List.of("episode", "flow_run", "flow_step", "bot_input", "cart", "invitation", "message")) {
      var columns =
          ledger.query(
              "SELECT column_name FROM information_schema.columns WHERE table_schema = 'rapport'"
                  + " AND table_name = '%s' ORDER BY 1".formatted(table));
      var times =
          ledger.query(
              "SELECT column_name FROM information_schema.columns WHERE table_schema = 'rapport'"
                  + " AND table_name = '%s' AND data_type LIKE 'timestamp%%'".formatted(table));
      var values =
          columns.stream()
              .map(
                  column ->
                      column.equals("account_id")
                          ? Integer.toString(account)
                          : times.contains(column)
                              ? "%s + INTERVAL '%d seconds'".formatted(column, later.toSeconds())
                              : column)
              .collect(Collectors.joining(", "));
      ledger.execute(
          "INSERT INTO rapport.%s (%s) SELECT %s FROM rapport.%s WHERE account_id = %d%s"
              .formatted(
                  table,
                  String.join(", ", columns),
                  values,
                  table,
                  accountId(),
                  table.equals("message") ? " AND inbound" : ""));
    }
  }

  /**
   * What the service counts.
   *
   * @param scope of whatever account: it is asked of this one
   * @param sums whether sums may be read; the answer is the same without
   */
  Tallies tallies(
      Snapshots snapshots,
      List<KpiDefinition> kpis,
      Scope scope,
      Breakdown breakdown,
      boolean sums) {
    return snapshots
        .read(
            new Account(accountId(), wabaId(), Optional.empty(), ZoneOffset.UTC),
            connection ->
                InEffect.read(connection, accountId())
                    .map(settings -> here(scope, settings))
                    .chain(here -> new KpiCounter(kpis, sums).figures(connection, here, breakdown)))
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  private Scope here(Scope scope, InEffect settings) {
    return new Scope(
        accountId(), scope.period(), scope.zone(), scope.filters(), scope.asOf(), settings);
  }
}
