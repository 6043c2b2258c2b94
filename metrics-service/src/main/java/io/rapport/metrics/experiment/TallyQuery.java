package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.statistics.ClusterMoments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;

/**
 * Counts an experiment on the facts. A contact is who it is today: what was assigned under a name
 * it had before it was merged is its own. Contacts excluded from KPIs are in nothing.
 *
 * @param until exposures come before it: the stop, or the moment of asking
 * @param asOf the moment maturity is judged at
 * @param settings with which the facts were made
 */
record TallyQuery(
    ExperimentRecord experiment, MessageRate rate, Instant until, Instant asOf, InEffect settings) {

  TallyQuery {
    requireNonNull(experiment, "experiment is null");
    requireNonNull(rate, "rate is null");
    requireNonNull(until, "until is null");
    requireNonNull(asOf, "asOf is null");
    requireNonNull(settings, "settings is null");
  }

  /** The arms, and who was sent what. */
  Uni<Tally> tally(SqlConnection connection) {
    var sql = new Sql();
    var account = sql.bind(experiment.id.accountId());
    var mature = "sent_at <= " + sql.bind(asOf.minus(rate.horizon()));
    return people(sql, account)
        .append(", touch AS (SELECT contact_id, coalesce(array_position(")
        .append(sql.bindTexts(experiment.design().names()))
        .append(", variant), -1) AS arm, ")
        .append(rate.numerator(mature) + " AS y, ")
        .append(rate.denominator(mature) + " AS n, ")
        .append(rate.denominator("TRUE") + " - " + rate.denominator(mature) + " AS young")
        .append(" FROM message WHERE account_id = " + account + " AND " + MessageRate.POPULATION)
        .append(" AND campaign = " + sql.bind(experiment.campaign))
        .append(" AND sent_at >= date_trunc('second', " + sql.bind(experiment.startedAt) + ")")
        .append(" AND sent_at < " + sql.bind(until))
        .append(
            """
             GROUP BY 1, 2),
            outcome AS (
              SELECT contact_id, p.arm, p.torn,
                count(t.arm) AS touches,
                count(*) FILTER (WHERE t.arm > 0) AS arms,
                count(*) FILTER (WHERE t.arm = p.arm) > 0 AS own,
                count(*) FILTER (WHERE t.arm <> p.arm) > 0 AND NOT coalesce(p.torn, false) AS against,
                coalesce(sum(t.y) FILTER (WHERE t.arm = p.arm), 0) AS y,
                coalesce(sum(t.n) FILTER (WHERE t.arm = p.arm), 0) AS n,
                coalesce(sum(t.young) FILTER (WHERE t.arm = p.arm), 0) AS young
              FROM person p FULL JOIN touch t USING (contact_id)
              GROUP BY 1, 2, 3),
            judged AS (
              SELECT *, own AND arms = 1 AND NOT torn AS clean FROM outcome)
            SELECT arm,
              count(*) FILTER (WHERE NOT torn) AS assigned,
              count(*) FILTER (WHERE own AND NOT torn) AS exposed,
              count(*) FILTER (WHERE touches > 0) AS reached,
              count(*) FILTER (WHERE arms > 1) AS several,
              count(*) FILTER (WHERE against) AS against,
              count(*) FILTER (WHERE arm IS NULL AND arms > 0) AS without,
              coalesce(sum(young) FILTER (WHERE clean), 0)::bigint AS young,
              count(*) FILTER (WHERE clean AND n > 0) AS m,
              coalesce(sum(n) FILTER (WHERE clean), 0)::float8 AS n,
              coalesce(sum(y) FILTER (WHERE clean), 0)::float8 AS y,
              coalesce(sum(n * n) FILTER (WHERE clean), 0)::float8 AS nn,
              coalesce(sum(y * y) FILTER (WHERE clean), 0)::float8 AS yy,
              coalesce(sum(n * y) FILTER (WHERE clean), 0)::float8 AS ny
            FROM judged GROUP BY arm""")
        .run(connection)
        .map(
            rows -> {
              var arms = new HashMap<Integer, ArmTally>();
              long reached = 0;
              long several = 0;
              long against = 0;
              long without = 0;
              for (var row : rows) {
                if (row.getShort("arm") != null) {
                  arms.put(row.getInteger("arm"), arm(row));
                }
                reached += row.getLong("reached");
                several += row.getLong("several");
                against += row.getLong("against");
                without += row.getLong("without");
              }
              return new Tally(arms, reached, several, against, without);
            });
  }

  /**
   * Conversions within their horizon from the assignment on, of whatever cause: the hold-out is
   * sent nothing they could be due to.
   */
  Uni<Tally.Lift> lift(SqlConnection connection) {
    var sql = new Sql();
    var account = sql.bind(experiment.id.accountId());
    return people(sql, account)
        .append(", outcome AS (SELECT arm > 0 AS treated, assigned_at <= ")
        .append(sql.bind(asOf.minus(settings.conversionHorizon())))
        .append(" AS mature, EXISTS (SELECT FROM conversion v WHERE v.account_id = " + account)
        .append(
            """
              AND v.contact_id = p.contact_id AND v.exclusion = 0 AND v.undone_at IS NULL
                AND v.converted_at >= p.assigned_at
                AND v.converted_at <= p.assigned_at + %s) AS converted
              FROM person p WHERE NOT torn)
            SELECT treated, count(*) FILTER (WHERE mature) AS n,
              count(*) FILTER (WHERE mature AND converted) AS y,
              count(*) FILTER (WHERE NOT mature) AS young
            FROM outcome GROUP BY treated"""
                .formatted(settings.horizonInterval()))
        .run(connection)
        .map(
            rows -> {
              var treated = ClusterMoments.NONE;
              var heldOut = ClusterMoments.NONE;
              long young = 0;
              for (var row : rows) {
                var moments = oneTrialEach(row.getLong("n"), row.getLong("y"));
                if (row.getBoolean("treated")) {
                  treated = moments;
                } else {
                  heldOut = moments;
                }
                young += row.getLong("young");
              }
              return new Tally.Lift(treated, heldOut, young);
            });
  }

  /** Who is assigned: torn is who was two people once, each in an arm of its own. */
  private Sql people(Sql sql, String account) {
    return sql.append("WITH RECURSIVE heir (origin, contact_id) AS (")
        .append("SELECT contact_id, contact_id FROM experiment_assignment WHERE account_id = ")
        .append(account + " AND experiment_id = " + sql.bind(experiment.id.experimentId()))
        .append(" UNION ALL SELECT h.origin, c.merged_into FROM heir h JOIN contact c")
        .append(" ON c.account_id = " + account + " AND c.contact_id = h.contact_id")
        .append(" WHERE c.merged_into IS NOT NULL), person AS (")
        .append("SELECT c.contact_id, min(a.arm) AS arm, min(a.arm) <> max(a.arm) AS torn,")
        .append(" min(a.assigned_at) AS assigned_at FROM experiment_assignment a")
        .append(" JOIN heir h ON h.origin = a.contact_id JOIN contact c")
        .append(" ON c.account_id = " + account + " AND c.contact_id = h.contact_id")
        .append(" AND c.merged_into IS NULL AND c.exclusion = 0 WHERE a.account_id = " + account)
        .append(" AND a.experiment_id = " + sql.bind(experiment.id.experimentId()))
        .append(" GROUP BY 1)");
  }

  private static ArmTally arm(Row row) {
    return new ArmTally(
        row.getLong("assigned"),
        row.getLong("exposed"),
        row.getLong("young"),
        new ClusterMoments(
            row.getLong("m"),
            row.getDouble("n"),
            row.getDouble("y"),
            row.getDouble("nn"),
            row.getDouble("yy"),
            row.getDouble("ny")));
  }

  static ClusterMoments oneTrialEach(long contacts, long successes) {
    return new ClusterMoments(contacts, contacts, successes, contacts, successes, successes);
  }
}
