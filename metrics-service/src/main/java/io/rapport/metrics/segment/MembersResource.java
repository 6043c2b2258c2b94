package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.common.records.RecordId;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who belongs to a segment. */
@Path("/v1/segments")
@Tag(name = "Segments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MembersResource {

  private static final String TOO_SLOW = "The database would need longer than it may";
  private static final String BUSY =
      "Too many are counted, or the database would need longer than it may";

  private final AccountScope scope;
  private final Segments segments;
  private final MemberReads members;
  private final MembershipHistory history;
  private final SecurityIdentity caller;

  MembersResource(
      AccountScope scope,
      Segments segments,
      MemberReads members,
      MembershipHistory history,
      SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.segments = requireNonNull(segments, "segments is null");
    this.members = requireNonNull(members, "members is null");
    this.history = requireNonNull(history, "history is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @POST
  @Path("/preview")
  @RolesAllowed({Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "previewSegment",
      summary = "Count who would belong to a segment",
      description =
          """
          Exactly, now, without making it, with a sample of contacts. Not for viewers: two rules that \
          differ by one contact would tell about that contact. Roles: analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "Its size",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Size.class),
              examples = @ExampleObject(name = "lost regulars", value = Examples.SIZE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "503", description = BUSY)
  public Uni<SegmentAnswer.Size> preview(
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "lost regulars", value = Examples.PREVIEW)))
          @NotNull
          @Valid
          SegmentRequest.Preview request) {
    return scope
        .require(request.account())
        .chain(
            account ->
                members.size(account.id(), segments.checked(request.rule()), singleContacts()));
  }

  @GET
  @Path("/{id}/size")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getSegmentSize",
      summary = "Count who belongs to a segment",
      description =
          """
          Exactly, now. Analysts, marketers and admins get a sample of contacts; for others numbers of \
          fewer than 5 contacts are left out. Roles: viewer, analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "Its size",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Size.class),
              examples = @ExampleObject(name = "lost regulars", value = Examples.SIZE)))
  @APIResponse(responseCode = "404", description = SegmentsResource.UNKNOWN)
  @APIResponse(responseCode = "503", description = BUSY)
  public Uni<SegmentAnswer.Size> size(
      @Parameter(description = SegmentsResource.ID, example = Examples.ID) @RestPath String id) {
    var known = SegmentsResource.known(id);
    return condition(known)
        .chain(condition -> members.size(known.accountId(), condition, singleContacts()));
  }

  @GET
  @Path("/{id}/contacts")
  @RolesAllowed({Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "listSegmentContacts",
      summary = "The contacts of a segment",
      description =
          """
          Now, by their pseudonyms, in the order of these. Each page is looked for anew: who joins or \
          leaves meanwhile may be missed or be there still. Roles: analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "A page of contacts",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Contacts.class),
              examples = @ExampleObject(name = "one", value = Examples.CONTACTS)))
  @APIResponse(responseCode = "404", description = SegmentsResource.UNKNOWN)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<SegmentAnswer.Contacts> contacts(
      @Parameter(description = SegmentsResource.ID, example = Examples.ID) @RestPath String id,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "1000")
          @QueryParam("limit")
          @DefaultValue("1000")
          @Min(1)
          @Max(10_000)
          int limit) {
    var known = SegmentsResource.known(id);
    var after = Parameters.cursor(cursor);
    return condition(known)
        .chain(condition -> members.contacts(known.accountId(), condition, after, limit));
  }

  @POST
  @Path("/{id}/memberships")
  @RolesAllowed({Role.ANALYST, Role.MARKETER, Role.ADMIN, Role.INTEGRATOR})
  @Operation(
      operationId = "askMemberships",
      summary = "Ask which contacts belong to a segment",
      description =
          """
          Now, as when something is about to be sent to them. A contact that was merged into another one \
          is that one. Roles: analyst, marketer, admin, integrator.""")
  @APIResponse(
      responseCode = "200",
      description = "Who of them does",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Memberships.class),
              examples = @ExampleObject(name = "one of two", value = Examples.MEMBERSHIPS)))
  @APIResponse(responseCode = "404", description = SegmentsResource.UNKNOWN)
  @APIResponse(responseCode = "413", description = "Too many contacts for one request")
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<SegmentAnswer.Memberships> memberships(
      @Parameter(description = SegmentsResource.ID, example = Examples.ID) @RestPath String id,
      @RequestBody(
              content =
                  @Content(examples = @ExampleObject(name = "two contacts", value = Examples.ASK)))
          @NotNull
          @Valid
          MembershipRequest request) {
    var known = SegmentsResource.known(id);
    return condition(known)
        .chain(condition -> members.among(known.accountId(), condition, request.contacts()));
  }

  @POST
  @Path("/{id}/refresh")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "refreshSegment",
      summary = "Write down who belongs to a segment",
      description =
          """
          At once, rather than when it is due: from now on KPIs can be asked for its members (`memberOf`) \
          as they are now. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "What has changed",
      content =
          @Content(
              schema = @Schema(implementation = SegmentAnswer.Refresh.class),
              examples = @ExampleObject(name = "a few", value = Examples.REFRESH)))
  @APIResponse(responseCode = "404", description = SegmentsResource.UNKNOWN)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<SegmentAnswer.Refresh> refresh(
      @Parameter(description = SegmentsResource.ID, example = Examples.ID) @RestPath String id) {
    var known = SegmentsResource.known(id);
    return scope
        .require(known.accountId())
        .chain(account -> history.refresh(known))
        .map(done -> done.orElseThrow(() -> Problem.notFound("There is no such segment.")))
        .onFailure(MemberReads::tooSlow)
        .transform(slow -> new ProblemException(MemberReads.slow()));
  }

  private Uni<Condition> condition(RecordId id) {
    return scope
        .require(id.accountId())
        .chain(account -> segments.get(id))
        .map(record -> segments.condition(record.rule));
  }

  private boolean singleContacts() {
    return caller.hasRole(Role.ANALYST)
        || caller.hasRole(Role.MARKETER)
        || caller.hasRole(Role.ADMIN);
  }
}
