package io.rapport.metrics.segment;

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
import jakarta.ws.rs.DELETE;
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

/** Segments as people edit them. */
@Path("/v1/segments")
@Tag(name = "Segments", description = "Groups of contacts by what they are and did")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SegmentsResource {

  static final String ID = "What names the segment";
  static final String UNKNOWN = "There is no such segment";

  private static final String KEY = "Idempotency-Key";
  private static final String TAG = "Names this version; send it in If-Match to change it";
  private static final String IF_MATCH = "The ETag of the segment, or `*`";
  private static final String CHANGED = "The segment is no longer that of If-Match";
  private static final String UNSAID = "If-Match is missing";

  private final AccountScope scope;
  private final Segments segments;
  private final SecurityIdentity caller;

  SegmentsResource(AccountScope scope, Segments segments, SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.segments = requireNonNull(segments, "segments is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @POST
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = Segments.CREATE,
      summary = "Make a segment",
      description =
          """
          A request that is sent again with the same `Idempotency-Key` within a day makes no second one. \
          Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "201",
      description = "The segment",
      headers = {
        @Header(
            name = "Location",
            description = "Of the record",
            schema = @Schema(implementation = String.class)),
        @Header(name = "ETag", description = TAG, schema = @Schema(implementation = String.class))
      },
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.class),
              examples = @ExampleObject(name = "lost regulars", value = Examples.SEGMENT)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(
      responseCode = "409",
      description = "The account has too many, or the Idempotency-Key is being worked on")
  @APIResponse(
      responseCode = "422",
      description = "The Idempotency-Key was used for something else")
  public Uni<RestResponse<SegmentAnswer>> create(
      @Parameter(
              description = "Any text of the caller's, best a UUID",
              example = "8e03978e-40d5-43dd-bc93-6894a57f9324")
          @RestHeader(KEY)
          Optional<String> key,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "lost regulars", value = Examples.REQUEST)))
          @NotNull
          @Valid
          SegmentRequest request) {
    var wabaId =
        request.account().orElseThrow(() -> Problem.badRequest("/account", "must not be null"));
    return scope
        .require(wabaId)
        .chain(
            account ->
                segments
                    .create(account.id(), request, caller.getPrincipal().getName(), key)
                    .map(
                        record ->
                            RestResponse.ResponseBuilder.create(
                                    RestResponse.Status.CREATED, answer(account, record))
                                .location(URI.create("/v1/segments/" + record.recordId().text()))
                                .header(HttpHeaders.ETAG, VersionTag.of(record.version))
                                .build()));
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "listSegments",
      summary = "The segments of an account",
      description = "The newest first. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of segments",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Page.class),
              examples = @ExampleObject(name = "one", value = Examples.PAGE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<SegmentAnswer.Page> list(
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
            of -> segments.page(of.id(), before, limit + 1).map(found -> page(of, found, limit)));
  }

  private SegmentAnswer.Page page(Account account, List<SegmentRecord> found, int limit) {
    var shown = found.stream().limit(limit).toList();
    return new SegmentAnswer.Page(
        shown.stream().map(record -> answer(account, record)).toList(),
        found.size() > limit
            ? Optional.of(shown.getLast().id.segmentId().toString())
            : Optional.empty());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getSegment",
      summary = "A segment",
      description = "As it is. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "The segment",
      headers =
          @Header(
              name = "ETag",
              description = TAG,
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.class),
              examples = @ExampleObject(name = "lost regulars", value = Examples.SEGMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  public Uni<RestResponse<SegmentAnswer>> get(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id) {
    var known = known(id);
    return scope
        .require(known.accountId())
        .chain(account -> segments.get(known).map(record -> tagged(account, record)));
  }

  @PUT
  @Path("/{id}")
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "putSegment",
      summary = "Change a segment",
      description =
          """
          Replaces name and rule. Who was in it before, under the old rule, stays written down; from the \
          next refresh on, the new one decides. Roles: marketer, admin.""")
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
              schema = @Schema(implementation = SegmentAnswer.class),
              examples = @ExampleObject(name = "lost regulars", value = Examples.SEGMENT)))
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "412", description = CHANGED)
  @APIResponse(responseCode = "428", description = UNSAID)
  public Uni<RestResponse<SegmentAnswer>> put(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = IF_MATCH, example = "\"0\"") @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "lost regulars", value = Examples.REQUEST)))
          @NotNull
          @Valid
          SegmentRequest request) {
    var known = known(id);
    return scope
        .require(known.accountId())
        .chain(
            account -> {
              if (request.account().isPresent()
                  && !request.account().get().equals(account.wabaId())) {
                throw Problem.badRequest("/account", "is another one than the segment's");
              }
              return segments
                  .change(known, request, ifMatch, caller.getPrincipal().getName())
                  .map(record -> tagged(account, record));
            });
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "deleteSegment",
      summary = "Delete a segment",
      description =
          """
          With all that is written down of who was in it when: no KPI can be asked for its members any \
          more. Roles: marketer, admin.""")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "412", description = CHANGED)
  @APIResponse(responseCode = "428", description = UNSAID)
  public Uni<Void> delete(
      @Parameter(description = ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = IF_MATCH, example = "\"0\"") @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch) {
    var known = known(id);
    return scope.require(known.accountId()).chain(account -> segments.delete(known, ifMatch));
  }

  /** What can be no name names no segment. */
  static RecordId known(String id) {
    return RecordId.of(id).orElseThrow(() -> Problem.notFound("There is no such segment."));
  }

  private SegmentAnswer answer(Account account, SegmentRecord record) {
    return SegmentAnswer.of(account.wabaId(), record, segments.rule(record.rule));
  }

  private RestResponse<SegmentAnswer> tagged(Account account, SegmentRecord record) {
    return RestResponse.ResponseBuilder.ok(answer(account, record))
        .header(HttpHeaders.ETAG, VersionTag.of(record.version))
        .build();
  }
}
