package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.statistics.SampleSize;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What came of an experiment, and how large one has to be. */
@Path("/v1/experiments")
@Tag(name = "Experiments")
@Produces(MediaType.APPLICATION_JSON)
class ResultsResource {

  private final AccountScope scope;
  private final Experiments experiments;
  private final Results results;
  private final SecurityIdentity caller;

  ResultsResource(
      AccountScope scope, Experiments experiments, Results results, SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.experiments = requireNonNull(experiments, "experiments is null");
    this.results = requireNonNull(results, "results is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @GET
  @Path("/{id}/results")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getExperimentResults",
      summary = "What came of an experiment",
      description =
          """
          Each variant with its value and interval, the guards, the differences to the control and the \
          conversions against the hold-out. The intervals of differences hold at every look, so one may \
          look every day and stop when zero is outside; `method=fixed` gives narrower ones for a single \
          look. A winner is named only while all guards are green. Roles: viewer, analyst, marketer, \
          admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The results so far",
      content =
          @Content(
              schema = @Schema(implementation = ResultsAnswer.class),
              examples = @ExampleObject(name = "a winner", value = Examples.RESULTS)))
  @APIResponse(responseCode = "404", description = ExperimentsResource.UNKNOWN)
  @APIResponse(responseCode = "409", description = "The experiment has not started")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<ResultsAnswer> results(
      @Parameter(description = ExperimentsResource.ID, example = Examples.ID) @RestPath String id,
      @RestQuery
          @DefaultValue("sequential")
          @Parameter(description = "sequential or fixed", example = "sequential")
          String method) {
    var known = ExperimentsResource.known(id);
    var computed =
        Method.ofId(method)
            .orElseThrow(() -> Problem.badRequest("method", "Use one of: sequential, fixed."));
    boolean singleContacts = caller.hasRole(Role.ANALYST) || caller.hasRole(Role.ADMIN);
    return scope
        .require(known.accountId())
        .chain(
            account ->
                experiments
                    .get(known)
                    .chain(found -> results.of(account, found, computed, singleContacts)));
  }

  /** How many contacts each of two arms needs. */
  @RegisterForReflection
  @Schema(
      name = "ExperimentSize",
      requiredProperties = {"baseline", "other", "level", "power", "contactsPerArm"})
  record Size(double baseline, double other, double level, double power, long contactsPerArm) {}

  @GET
  @Path("/sample-size")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getExperimentSize",
      summary = "How large an experiment has to be",
      description =
          """
          Contacts of each of two arms, so that a difference this large is found with this probability at \
          one look (`method=fixed`). Roles: viewer, analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The size",
      content =
          @Content(
              schema = @Schema(implementation = Size.class),
              examples = @ExampleObject(name = "10 % to 12 %", value = Examples.SAMPLE_SIZE)))
  public Size size(
      @RestQuery
          @Parameter(
              description = "The rate of the control, between 0 and 1",
              required = true,
              example = "0.1")
          Double baseline,
      @RestQuery
          @Parameter(
              description = "The rate that is worth finding, between 0 and 1",
              required = true,
              example = "0.12")
          Double other,
      @RestQuery @DefaultValue("0.95") @Parameter(description = "Confidence", example = "0.95")
          double level,
      @RestQuery
          @DefaultValue("0.8")
          @Parameter(description = "Probability of finding it", example = "0.8")
          double power) {
    double one = fraction("baseline", baseline);
    double two = fraction("other", other);
    if (one == two) {
      throw Problem.badRequest("other", "No number of contacts shows a difference of nothing.");
    }
    double confidence = fraction("level", level);
    double chance = fraction("power", power);
    return new Size(one, two, confidence, chance, SampleSize.perArm(one, two, confidence, chance));
  }

  private static double fraction(String parameter, Double value) {
    if (value == null || !(value > 0 && value < 1)) {
      throw Problem.badRequest(parameter, "Say a number between 0 and 1.");
    }
    return value;
  }
}
