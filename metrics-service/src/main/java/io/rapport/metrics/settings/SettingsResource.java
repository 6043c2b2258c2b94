package io.rapport.metrics.settings;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.records.VersionTag;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
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
import org.jboss.resteasy.reactive.RestResponse;

/** What an account chooses about its metrics. */
@Path("/v1/metric-settings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metric settings", description = "What an account chooses about its metrics")
class SettingsResource {

  private static final String TAG = "Names this version; send it in If-Match to change it";
  private static final String WABA = "102290129340398";

  private final AccountScope scope;
  private final SettingVersions versions;
  private final DerivedRows rows;
  private final SecurityIdentity caller;

  SettingsResource(
      AccountScope scope, SettingVersions versions, DerivedRows rows, SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.versions = requireNonNull(versions, "versions is null");
    this.rows = requireNonNull(rows, "rows is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getMetricSettings",
      summary = "What an account has chosen about its metrics",
      description =
          """
          The newest version, and the version with which the numbers are made now: after a change they \
          are made anew, and until that is begun the one before is in effect. \
          Roles: viewer, analyst, marketer, privacy, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      headers =
          @Header(
              name = "ETag",
              description = TAG,
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = SettingsAnswer.class),
              examples = @ExampleObject(name = "with a calendar", value = Examples.ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<RestResponse<SettingsAnswer>> get(
      @Parameter(description = "WABA id", example = WABA, required = true)
          @QueryParam("account")
          @NotNull
          String account) {
    return scope
        .require(account)
        .chain(of -> versions.state(of.id()).map(state -> tagged(of.wabaId(), state)));
  }

  @PUT
  @RolesAllowed(Role.ADMIN)
  @Operation(
      operationId = "putMetricSettings",
      summary = "Choose about the metrics of an account",
      description =
          """
          Replaces all that is chosen; what is left out is as by default. A change adds a version and \
          has everything projected again with it, as `POST /v1/rebuild` does; what already holds changes \
          nothing. Roles: admin.""")
  @APIResponse(
      responseCode = "200",
      description = "What is wanted now",
      headers =
          @Header(
              name = "ETag",
              description = TAG,
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = SettingsAnswer.class),
              examples = @ExampleObject(name = "with a calendar", value = Examples.ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "412", description = "The settings are no longer those of If-Match")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  public Uni<RestResponse<SettingsAnswer>> put(
      @Parameter(description = "WABA id", example = WABA, required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "The ETag of the settings, or `*`", example = "\"0\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      examples =
                          @ExampleObject(name = "with a calendar", value = Examples.REQUEST)))
          @NotNull
          @Valid
          SettingsRequest request) {
    return scope
        .require(account)
        .chain(
            of ->
                versions
                    .change(
                        of.id(),
                        request.chosen(rows.defaults()),
                        ifMatch,
                        caller.getPrincipal().getName())
                    .map(state -> tagged(of.wabaId(), state)));
  }

  @GET
  @Path("/history")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "listMetricSettings",
      summary = "Who chose what, and when",
      description = "The newest first. Roles: viewer, analyst, marketer, privacy, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of versions",
      content =
          @Content(
              schema = @Schema(implementation = SettingsAnswer.History.class),
              examples = @ExampleObject(name = "one", value = Examples.HISTORY)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<SettingsAnswer.History> history(
      @Parameter(description = "WABA id", example = WABA, required = true)
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
    var before = Optional.ofNullable(cursor).map(SettingsResource::version);
    return scope
        .require(account)
        .chain(
            of ->
                versions
                    .page(of.id(), before, limit + 1)
                    .map(found -> SettingsAnswer.History.of(of.wabaId(), found, limit)));
  }

  private static int version(String cursor) {
    if (!cursor.matches("[0-9]{1,9}")) {
      throw Problem.badRequest("cursor", "It is none that this list has given out.");
    }
    return Integer.parseInt(cursor);
  }

  private static RestResponse<SettingsAnswer> tagged(String account, SettingVersions.State state) {
    return RestResponse.ResponseBuilder.ok(SettingsAnswer.of(account, state))
        .header(HttpHeaders.ETAG, VersionTag.of(state.newest().version()))
        .build();
  }
}
