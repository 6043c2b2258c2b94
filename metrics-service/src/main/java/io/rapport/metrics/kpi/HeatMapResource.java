package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** KPIs by hour and weekday. */
@Path("/v1/heat-maps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Timing")
class HeatMapResource {

  private static final String EXAMPLE =
      """
      {"account":"102290129340398","from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","pending":0,"settingsVersion":0,"id":"answer-rate","definitionVersion":1,"unit":"ratio",
       "asOf":"2026-11-02T10:00:02Z","cells":[{"dayOfWeek":1,"hour":9,"value":0.9,"numerator":18,
        "denominator":20,"immature":0,"exclusions":{},
        "interval":{"low":0.7,"high":0.97,"level":0.95,"method":"wilson"},
        "detail":{"windows":{}}}]}\
      """;

  private final KpiAnswers answers;
  private final Questions questions;
  private final AccountScope accounts;
  private final SecurityIdentity caller;
  private final Clock clock;

  HeatMapResource(
      KpiAnswers answers,
      Questions questions,
      AccountScope accounts,
      SecurityIdentity caller,
      Clock clock) {
    this.answers = requireNonNull(answers, "answers is null");
    this.questions = requireNonNull(questions, "questions is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.caller = requireNonNull(caller, "caller is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getHeatMap",
      summary = "A KPI by hour and weekday",
      description =
          """
          One cell for each hour of each day of the week in which something happened, by the clock of the \
          zone. Who may not see single contacts gets cells of fewer than five contacts (by default) \
          merged into `other`.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The cells.",
      content =
          @Content(
              schema = @Schema(implementation = HeatMap.class),
              examples = @ExampleObject(name = "one cell", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such KPI, or no such account yet")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<HeatMap> heatMap(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @Context UriInfo uri) {
    var kpi = Questions.kpi(id);
    Parameters.refuseUnknown(uri.getQueryParameters().keySet(), KpiResource.COMMON);
    var filters = KpiParameters.filters(uri.getQueryParameters());
    var byHour = Questions.groupBy(Dimension.HOUR_OF_WEEK.id(), kpi);
    boolean singleContacts = caller.hasRole(Role.ANALYST) || caller.hasRole(Role.ADMIN);
    var now = clock.instant();
    return accounts
        .require(Questions.account(parameters))
        .map(
            account ->
                questions.question(parameters, filters, account, List.of(kpi), singleContacts, now))
        .chain(
            question -> answers.one(question.divided(byHour, Optional.empty(), Optional.empty())))
        .map(HeatMap::of);
  }
}
