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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What messages cost and bring. */
@Path("/v1/costs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs")
class CostResource {

  private static final String EXAMPLE =
      """
      {"account":"102290129340398","from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","asOf":"2026-11-02T10:00:02Z","pending":0,"settingsVersion":0,
       "currency":"EUR","priceListVersion":1,"total":{"delivered":1000,"free":100,"unpriced":0,"costMicros":90000000,
        "costPerDelivered":0.09,"mature":{"delivered":800,"unpriced":0,"costMicros":72000000,
        "conversions":12,"valueMinorUnits":{"EUR":59880},"costPerConversion":6.0,
        "valuePerDelivered":0.7485,"returnOnInvestment":7.317}}}\
      """;

  /** Whose dimensions are those of messages. */
  private static final KpiDefinition OF_MESSAGES = Questions.kpi("conversion-rate");

  private final CostAnswers answers;
  private final Questions questions;
  private final AccountScope accounts;
  private final SecurityIdentity caller;
  private final Clock clock;

  CostResource(
      CostAnswers answers,
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
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getCosts",
      summary = "What messages cost, and what they brought",
      description =
          """
          Costs of the messages that were sent in the period and delivered, by the newest price list; what \
          Meta says is free costs nothing, what has no known price is counted apart. Beside it, of \
          business-initiated messages so old that no further conversion is due to them: conversions, \
          value, cost per conversion and return on investment.

          Who may not see single contacts gets groups of fewer than five contacts (by default) merged \
          into `other`.

          Roles: viewer, analyst, marketer, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The costs.",
      content =
          @Content(
              schema = @Schema(implementation = CostAnswer.class),
              examples = @ExampleObject(name = "a month", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such account yet")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<CostAnswer> costs(
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description = "One group for each value of this dimension.",
              example = "campaign")
          String groupBy,
      @RestQuery
          @Parameter(
              description =
                  "One step for each hour, day, week, month or quarter, of all and of each group.",
              example = "day")
          String granularity,
      @Context UriInfo uri) {
    var known = new HashSet<>(KpiResource.COMMON);
    known.addAll(Set.of("groupBy", "granularity"));
    Parameters.refuseUnknown(uri.getQueryParameters().keySet(), known);
    var filters = KpiParameters.filters(uri.getQueryParameters());
    var dimension = Questions.groupBy(groupBy, OF_MESSAGES);
    boolean singleContacts = caller.hasRole(Role.ANALYST) || caller.hasRole(Role.ADMIN);
    var now = clock.instant();
    return accounts
        .require(Questions.account(parameters))
        .map(
            account ->
                questions.question(
                    parameters, filters, account, List.of(OF_MESSAGES), singleContacts, now))
        .map(
            question ->
                question.divided(
                    dimension,
                    questions.granularity(granularity, question.period()),
                    Optional.empty()))
        .chain(answers::of);
  }
}
