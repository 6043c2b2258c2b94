package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.kpi.Figures;
import io.rapport.metrics.kpi.KpiSettings;
import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Snapshots;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How people react to many messages. */
@Path("/v1/fatigue")
@Tag(name = "Timing")
@Produces(MediaType.APPLICATION_JSON)
class FatigueResource {

  private static final List<Integer> WINDOWS = List.of(7, 30);

  private static final String EXAMPLE =
      """
      {"account":"102290129340398","from":"2026-08-03T10:00:00Z","to":"2026-11-01T10:00:00Z",
       "asOf":"2026-11-01T10:00:00Z","settingsVersion":0,"windows":[{"days":7,"cap":3,"because":["opt-out-rate"],
        "rates":[{"id":"opt-out-rate","definitionVersion":1,"levels":[
          {"received":1,"orMore":false,"value":0.002,"numerator":20,"denominator":10000,
           "contacts":10000,"interval":{"low":0.001,"high":0.003,"level":0.95,"method":"wilson"},
           "worse":false}],"hidden":0}]}]}\
      """;

  private final AccountScope scope;
  private final Periods periods;
  private final Snapshots snapshots;
  private final SecurityIdentity caller;
  private final int most;
  private final int smallestGroup;
  private final List<MessageRate> rates;

  FatigueResource(
      AccountScope scope,
      Periods periods,
      Snapshots snapshots,
      SecurityIdentity caller,
      TimingSettings settings,
      KpiSettings kpis) {
    this.scope = requireNonNull(scope, "scope is null");
    this.periods = requireNonNull(periods, "periods is null");
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.caller = requireNonNull(caller, "caller is null");
    this.most = settings.mostReceived();
    this.smallestGroup = kpis.smallestGroup();
    this.rates =
        List.of("open-rate", "response-rate", "opt-out-rate").stream()
            .map(id -> MessageRate.find(id).orElseThrow())
            .toList();
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getFatigue",
      summary = "How people react to many messages",
      description =
          """
          Open, response and opt-out rates by how many business-initiated messages the contact had \
          received within 7 and 30 days, that message included, and the most messages for which none of \
          them is worse than for the first. Who gets many messages may be another kind of person than \
          who gets few: a cap is worth an experiment. Roles: viewer, analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The rates",
      content =
          @Content(
              schema = @Schema(implementation = FatigueAnswer.class),
              examples = @ExampleObject(name = "one level", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<FatigueAnswer> fatigue(
      @RestQuery
          @NotNull
          @Parameter(description = "WABA id", required = true, example = "102290129340398")
          String account,
      @RestQuery @Parameter(description = "How many days back. Default: 90.", example = "90")
          Integer days) {
    boolean singleContacts = caller.hasRole(Role.ANALYST) || caller.hasRole(Role.ADMIN);
    return scope
        .require(account)
        .chain(of -> answer(of, periods.query(of, days, null), singleContacts ? 1 : smallestGroup));
  }

  private Uni<FatigueAnswer> answer(Account account, HourQuery period, int smallest) {
    var query = new FatigueQuery(account.id(), period.from(), period.asOf(), most);
    return snapshots.read(
        account,
        connection ->
            InEffect.read(connection, account.id())
                .chain(
                    settings ->
                        windows(connection, query, smallest)
                            .map(
                                windows ->
                                    new FatigueAnswer(
                                        account.wabaId(),
                                        period.from(),
                                        period.asOf(),
                                        period.asOf(),
                                        settings.version(),
                                        windows))));
  }

  private Uni<List<FatigueAnswer.Window>> windows(
      SqlConnection connection, FatigueQuery query, int smallest) {
    return query
        .run(connection, WINDOWS.getFirst(), rates)
        .chain(
            week ->
                query
                    .run(connection, WINDOWS.getLast(), rates)
                    .map(
                        month ->
                            List.of(
                                window(WINDOWS.getFirst(), week, smallest),
                                window(WINDOWS.getLast(), month, smallest))));
  }

  private FatigueAnswer.Window window(
      int days, Map<MessageRate, Map<Integer, ClusterMoments>> counted, int smallest) {
    var fatigues = new LinkedHashMap<MessageRate, Fatigue>();
    int comparisons = rates.size() * (most - 1);
    for (var rate : rates) {
      fatigues.put(rate, Fatigue.of(counted.get(rate), rate.fewerIsBetter(), comparisons));
    }
    Optional<Integer> worseFrom =
        fatigues.values().stream().flatMap(f -> f.worseFrom().stream()).min(Integer::compare);
    return new FatigueAnswer.Window(
        days,
        worseFrom.map(first -> first - 1),
        worseFrom.stream()
            .flatMap(first -> rates.stream().filter(rate -> fatigues.get(rate).worse(first)))
            .map(MessageRate::id)
            .toList(),
        rates.stream().map(rate -> rate(rate, fatigues.get(rate), smallest)).toList());
  }

  private FatigueAnswer.Rate rate(MessageRate rate, Fatigue fatigue, int smallest) {
    var levels = new ArrayList<FatigueAnswer.Level>();
    int hidden = 0;
    for (var entry : fatigue.moments().entrySet()) {
      var moments = entry.getValue();
      if (moments.contacts() >= smallest) {
        levels.add(level(entry.getKey(), moments, fatigue));
      } else if (moments.contacts() > 0) {
        hidden++;
      }
    }
    return new FatigueAnswer.Rate(rate.id(), rate.definitionVersion(), levels, hidden);
  }

  private FatigueAnswer.Level level(int received, ClusterMoments moments, Fatigue fatigue) {
    return new FatigueAnswer.Level(
        received,
        received == most,
        moments.ratio(),
        (long) moments.total(),
        (long) moments.trials(),
        moments.contacts(),
        Figures.Interval.of(ClusterRatio.proportion(moments, Fatigue.LEVEL).orElseThrow()),
        fatigue.worse(received));
  }
}
