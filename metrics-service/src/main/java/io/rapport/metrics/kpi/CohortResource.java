package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How long contacts stay. */
@Path("/v1/cohorts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "KPIs")
class CohortResource {

  private static final Set<Granularity> PERIODS =
      EnumSet.of(Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER);

  private final Cohorts cohorts;
  private final Questions questions;
  private final AccountScope accounts;
  private final SecurityIdentity identity;
  private final Clock clock;

  CohortResource(
      Cohorts cohorts,
      Questions questions,
      AccountScope accounts,
      SecurityIdentity identity,
      Clock clock) {
    this.cohorts = requireNonNull(cohorts, "cohorts is null");
    this.questions = requireNonNull(questions, "questions is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.identity = requireNonNull(identity, "identity is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "listCohorts",
      summary = "How long contacts stay",
      description =
          """
          Contacts by the week, month or quarter in which they first wrote, and how many of them were \
          active in each period since. Periods are whole: the first and the last one that the question \
          touches are widened. Who may not see single contacts is not told of cohorts of fewer than five.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The cohorts.",
      content =
          @Content(
              schema = @Schema(implementation = CohortAnswer.class),
              examples = @ExampleObject(name = "by month", value = Examples.COHORTS)))
  @APIResponse(responseCode = "404", description = "There is no such account")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<CohortAnswer> cohorts(
      @RestQuery
          @Parameter(
              description = "WABA id of the account; it must be among those your token names.",
              required = true,
              example = "102290129340398")
          String account,
      @RestQuery @Parameter(description = "A date or instant in the first period.") String from,
      @RestQuery @Parameter(description = "The end: a date or an instant.") String to,
      @RestQuery @Parameter(description = "IANA time zone. Default: the account's.") String zone,
      @RestQuery @Parameter(description = "week, month (default) or quarter.", example = "month")
          String granularity,
      @RestQuery
          @Parameter(
              description = "What makes active: message (default), purchase or either.",
              example = "message")
          String activity,
      @RestQuery
          @Parameter(
              description = "exact (default): in that very period; on-or-after: or a later one.",
              example = "exact")
          String variant,
      @Context UriInfo uri) {
    Parameters.refuseUnknown(
        uri.getQueryParameters().keySet(),
        Set.of("account", "from", "to", "zone", "granularity", "activity", "variant"));
    var parameters = KpiParameters.of(account, from, to, zone);
    var activeness = activeness(activity);
    var counted = variant(variant);
    return accounts
        .require(Questions.account(parameters))
        .map(
            found ->
                questions.question(
                    parameters,
                    Map.of(),
                    found,
                    List.of(ConversationKpis.RETENTION_RATE),
                    identity.hasRole(Role.ANALYST) || identity.hasRole(Role.ADMIN),
                    clock.instant()))
        .chain(
            question ->
                cohorts.answer(question, periods(granularity, question), activeness, counted));
  }

  private Granularity periods(String name, Question question) {
    var granularity =
        questions
            .granularity(name == null ? Granularity.MONTH.id() : name, question.period())
            .orElseThrow();
    if (!PERIODS.contains(granularity)) {
      throw Problem.badRequest("granularity", "Use one of: week, month, quarter.");
    }
    return granularity;
  }

  private static Activeness activeness(String name) {
    return Optional.ofNullable(name)
        .map(
            id ->
                Stream.of(Activeness.values())
                    .filter(activeness -> activeness.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "activity", "Use one of: message, purchase, either.")))
        .orElse(Activeness.MESSAGE);
  }

  private static CohortVariant variant(String name) {
    return Optional.ofNullable(name)
        .map(
            id ->
                CohortVariant.ofId(id)
                    .orElseThrow(
                        () -> Problem.badRequest("variant", "Use one of: exact, on-or-after.")))
        .orElse(CohortVariant.EXACT);
  }
}
