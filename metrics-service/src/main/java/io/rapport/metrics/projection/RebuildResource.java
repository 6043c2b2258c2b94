package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Moments;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Projects everything again, for when one does not trust what is stored. */
@Path("/v1/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@Tag(name = "Rebuild", description = "Derived numbers, made again from the facts")
class RebuildResource {

  private static final String EXAMPLE =
      """
      {"state":"running","pending":120,"done":880,"total":1000}""";

  private final RebuildRequests requests;
  private final AccountScope accounts;

  RebuildResource(RebuildRequests requests, AccountScope accounts) {
    this.requests = requireNonNull(requests, "requests is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
  }

  @POST
  @Operation(
      operationId = "requestRebuild",
      summary = "Project everything again",
      description =
          """
          Makes messages, turns, episodes, cubes and everything else derived of an account, or of all \
          the caller's accounts, again from the facts. That happens aside: until everybody has been \
          projected, KPIs answer from what was there, which is kept current; then they answer from \
          what was made, from one moment to the next. Asking again while one runs begins anew.

          With `from` and `to`, only contacts of whom something happened in that period are projected \
          again, and each one's rows are replaced at once.

          Roles: admin.""")
  @APIResponse(
      responseCode = "202",
      description = "It will be done; the address in Location tells how far it is",
      headers =
          @Header(
              name = "Location",
              description = "Where its progress is",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = RebuildStatus.class),
              examples = @ExampleObject(name = "running", value = EXAMPLE)))
  public Uni<RestResponse<RebuildStatus>> request(
      @Parameter(
              description = "WABA id; all accounts of the caller if absent",
              example = "102290129340398")
          @RestQuery
          Optional<String> account,
      @Parameter(
              description = "Beginning of the period, with `to`: date in UTC or instant",
              example = "2026-10-01")
          @RestQuery
          Optional<String> from,
      @Parameter(description = "End of the period, no longer in it", example = "2026-11-01")
          @RestQuery
          Optional<String> to,
      @Context UriInfo asked) {
    Parameters.refuseUnknown(asked.getQueryParameters().keySet(), Set.of("account", "from", "to"));
    if (from.isPresent() != to.isPresent()) {
      throw Problem.badRequest(
          from.isPresent() ? "to" : "from", "A period has a beginning and an end.");
    }
    var begin = from.map(text -> Moments.read(text, "from", ZoneOffset.UTC));
    var end = to.map(text -> Moments.read(text, "to", ZoneOffset.UTC));
    if (begin.isPresent() && !begin.get().isBefore(end.orElseThrow())) {
      throw Problem.badRequest("from", "The period is empty.");
    }
    var location = UriBuilder.fromPath("/v1/rebuild");
    account.ifPresent(wabaId -> location.queryParam("account", "{account}"));
    var uri = account.map(location::build).orElseGet(location::build);
    return scope(account)
        .call(
            ids ->
                begin.isPresent()
                    ? requests.request(ids, begin.get(), end.orElseThrow())
                    : requests.request(ids))
        .chain(requests::status)
        .map(
            status ->
                RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, status)
                    .location(uri)
                    .build());
  }

  @GET
  @Operation(
      operationId = "getRebuild",
      summary = "How far a rebuild is",
      description =
          """
          Counts the contacts that a rebuild still has to project. `idle` means that every rebuild \
          asked for is complete.

          Roles: admin.""")
  @APIResponse(
      responseCode = "200",
      description = "Progress of the account, or of all the caller's accounts",
      content =
          @Content(
              schema = @Schema(implementation = RebuildStatus.class),
              examples = @ExampleObject(name = "running", value = EXAMPLE)))
  public Uni<RebuildStatus> status(
      @Parameter(
              description = "WABA id; all accounts of the caller if absent",
              example = "102290129340398")
          @RestQuery
          Optional<String> account) {
    return scope(account).chain(requests::status);
  }

  private Uni<Set<Integer>> scope(Optional<String> wabaId) {
    return wabaId
        .map(id -> accounts.require(id).map(account -> Set.of(account.id())))
        .orElseGet(
            () ->
                accounts
                    .all()
                    .map(
                        all ->
                            all.stream().map(Account::id).collect(Collectors.toUnmodifiableSet())));
  }
}
