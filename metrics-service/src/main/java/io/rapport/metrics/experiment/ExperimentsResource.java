package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.records.RecordId;
import io.rapport.common.records.VersionTag;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Experiments as people edit them. */
@Path("/v1/experiments")
@Tag(name = "Experiments", description = "Tests of message formats")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ExperimentsResource {

  static final String ID = "What names the experiment";
  static final String UNKNOWN = "There is no such experiment";

  private static final String KEY = "Idempotency-Key";
  private static final String TAG = "Names this version; send it in If-Match to change it";
  private static final String IF_MATCH = "The ETag of the experiment, or `*`";
  private static final String CHANGED = "The experiment is no longer that of If-Match";
  private static final String UNSAID = "If-Match is missing";

  private final AccountScope scope;
  private final Experiments experiments;
  private final SecurityIdentity caller;

  ExperimentsResource(AccountScope scope, Experiments experiments, SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.experiments = requireNonNull(experiments, "experiments is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @POST
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = Experiments.CREATE,
      summary = "Make an experiment",
      description =
          """
          A draft: nobody is assigned before it is started. A request that is sent again with the same \
          `Idempotency-Key` within a day makes no second one. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "201",
      description = "The experiment",
      headers = {
        @Header(
            name = "Location",
            description = "Of the record",
            schema = @Schema(implementation = String.class)),
        @Header(name = "ETag", description = TAG, schema = @Schema(implementation = String.class))
      },
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.class),
              examples = @ExampleObject(name = "two variants", value = Examples.EXPERIMENT)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(
      responseCode = "409",
      description = "The account has too many, or the Idempotency-Key is being worked on")
  @APIResponse(
      responseCode = "422",
      description = "The Idempotency-Key was used for something else")
  public Uni<RestResponse<ExperimentAnswer>> create(
      @Parameter(
              description = "Any text of the caller's, best a UUID",
              example = "8e03978e-40d5-43dd-bc93-6894a57f9324")
          @RestHeader(KEY)
          Optional<String> key,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "two variants", value = Examples.REQUEST)))
          @NotNull
          @Valid
          ExperimentRequest request) {
    var wabaId =
        request.account().orElseThrow(() -> Problem.badRequest("/account", "must not be null"));
    return scope
        .require(wabaId)
        .chain(
            account ->
                experiments
                    .create(account.id(), request, caller.getPrincipal().getName(), key)
                    .map(
                        record ->
                            RestResponse.ResponseBuilder.create(
                                    RestResponse.Status.CREATED,
                                    ExperimentAnswer.of(account.wabaId(), record))
                                .location(
                                    URI.create("/v1/experiments/" + record.experimentId().text()))
                                .header(HttpHeaders.ETAG, VersionTag.of(record.version))
                                .build()));
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "listExperiments",
      summary = "The experiments of an account",
      description = "The newest first. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of experiments",
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.Page.class),
              examples = @ExampleObject(name = "one", value = Examples.PAGE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<ExperimentAnswer.Page> list(
      @Parameter(description = "WABA id", example = "102290129340398", required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    var before = Parameters.cursor(cursor);
    return scope
        .require(account)
        .chain(
            of ->
                experiments.page(of.id(), before, limit + 1).map(found -> page(of, found, limit)));
  }

  private static ExperimentAnswer.Page page(
      Account account, List<ExperimentRecord> found, int limit) {
    var shown = found.stream().limit(limit).toList();
    return new ExperimentAnswer.Page(
        shown.stream().map(record -> ExperimentAnswer.of(account.wabaId(), record)).toList(),
        found.size() > limit
            ? Optional.of(shown.getLast().id.experimentId().toString())
            : Optional.empty());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getExperiment",
      summary = "An experiment",
      description = "As it is. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "The experiment",
      headers =
          @Header(
              name = "ETag",
              description = TAG,
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.class),
              examples = @ExampleObject(name = "two variants", value = Examples.EXPERIMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  public Uni<RestResponse<ExperimentAnswer>> get(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id) {
    var known = known(id);
    return scope
        .require(known.accountId())
        .chain(account -> experiments.get(known).map(record -> tagged(account, record)));
  }

  @PUT
  @Path("/{id}")
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "putExperiment",
      summary = "Change a draft",
      description =
          """
          Replaces all that people decide about it; what is left out is as by default. Once it has \
          started, nothing can be changed. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "What holds now",
      headers =
          @Header(
              name = "ETag",
              description = TAG,
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.class),
              examples = @ExampleObject(name = "two variants", value = Examples.EXPERIMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = "The experiment has started")
  @APIResponse(responseCode = "412", description = CHANGED)
  @APIResponse(responseCode = "428", description = UNSAID)
  public Uni<RestResponse<ExperimentAnswer>> put(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = IF_MATCH, example = "\"0\"") @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "two variants", value = Examples.REQUEST)))
          @NotNull
          @Valid
          ExperimentRequest request) {
    var known = known(id);
    return scope
        .require(known.accountId())
        .chain(
            account -> {
              if (request.account().isPresent()
                  && !request.account().get().equals(account.wabaId())) {
                throw Problem.badRequest("/account", "is another one than the experiment's");
              }
              return experiments
                  .change(known, request.design(), ifMatch, caller.getPrincipal().getName())
                  .map(record -> tagged(account, record));
            });
  }

  @POST
  @Path("/{id}/start")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "startExperiment",
      summary = "Start an experiment",
      description =
          """
          From now on contacts can be assigned, messages of its campaign are exposures, and it cannot be \
          changed any more. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The running experiment",
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.class),
              examples = @ExampleObject(name = "two variants", value = Examples.EXPERIMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(
      responseCode = "409",
      description = "It has been stopped, or another one runs with this campaign")
  @APIResponse(responseCode = "412", description = CHANGED)
  @APIResponse(responseCode = "428", description = UNSAID)
  public Uni<RestResponse<ExperimentAnswer>> start(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = IF_MATCH, example = "\"0\"") @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch) {
    return step(id, (known, by) -> experiments.start(known, ifMatch, by));
  }

  @POST
  @Path("/{id}/stop")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "stopExperiment",
      summary = "Stop an experiment for good",
      description =
          """
          Nobody is assigned any more, and what is sent from now on is no exposure; what was sent before \
          goes on maturing. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The stopped experiment",
      content =
          @Content(
              schema = @Schema(implementation = ExperimentAnswer.class),
              examples = @ExampleObject(name = "two variants", value = Examples.EXPERIMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = "It has not started")
  @APIResponse(responseCode = "412", description = CHANGED)
  @APIResponse(responseCode = "428", description = UNSAID)
  public Uni<RestResponse<ExperimentAnswer>> stop(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = IF_MATCH, example = "\"1\"") @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch) {
    return step(id, (known, by) -> experiments.stop(known, ifMatch, by));
  }

  private Uni<RestResponse<ExperimentAnswer>> step(
      String id, BiFunction<RecordId, String, Uni<ExperimentRecord>> step) {
    var known = known(id);
    return scope
        .require(known.accountId())
        .chain(
            account ->
                step.apply(known, caller.getPrincipal().getName())
                    .map(record -> tagged(account, record)));
  }

  /** What can be no name names no experiment. */
  static RecordId known(String id) {
    return RecordId.of(id).orElseThrow(() -> Problem.notFound("There is no such experiment."));
  }

  private static RestResponse<ExperimentAnswer> tagged(Account account, ExperimentRecord record) {
    return RestResponse.ResponseBuilder.ok(ExperimentAnswer.of(account.wabaId(), record))
        .header(HttpHeaders.ETAG, VersionTag.of(record.version))
        .build();
  }
}
