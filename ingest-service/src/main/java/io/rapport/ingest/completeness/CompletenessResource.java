package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether everything has come in. */
@Path("/v1/completeness")
@Tag(name = "Completeness", description = "What came in, and what should have")
@Produces(MediaType.APPLICATION_JSON)
public class CompletenessResource {

  private static final String DAY =
      """
      {"account": "102290129340398", "from": "2026-11-01", "to": "2026-11-02", "zone": "Europe/Berlin",
        "asOf": "2026-11-02T08:00:00Z", "items": [{"day": "2026-11-01", "channel": "106540352242922",
        "received": [{"kind": "message_received", "facts": 812, "duplicates": 9},
          {"kind": "status_sent", "facts": 2011, "duplicates": 31}],
        "gaps": [{"gap": "arrived-without-sent", "count": 2}],
        "silences": [{"hour": "2026-11-01T09:00:00+01:00", "stream": "messages", "observed": 3,
          "expected": 71.5}]}],
        "quarantined": [{"day": "2026-11-01", "reason": "unknown-field", "count": 4}]}""";

  private static final String PAGE =
      """
      {"items": [{"gap": "arrived-without-sent", "occurredAt": "2026-11-01T10:00:00Z",
        "channel": "106540352242922", "contactId": "5a0f5b6e-0b0c-8a52-9d0e-3b9d3f0d2c11",
        "messageId": "0b0c8a52-7f5b-8f0e-9d0e-3b9d3f0d2c11"}]}""";

  private final AccountScope scope;
  private final Completeness completeness;
  private final CompletenessSettings settings;
  private final Clock clock;

  CompletenessResource(
      AccountScope scope, Completeness completeness, CompletenessSettings settings, Clock clock) {
    this.scope = requireNonNull(scope, "scope is null");
    this.completeness = requireNonNull(completeness, "completeness is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getCompleteness",
      summary = "What came in and what did not, by day and channel",
      description =
          """
          For each day and phone number: how many different facts of each kind came in and how often one \
          came again, gaps that show that something is missing, and hours with far fewer facts than usual; \
          for each day, what lies in quarantine. Counted in the facts' own time, so what comes in late \
          changes the day it belongs to. Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "Days with any facts",
      content =
          @Content(
              schema = @Schema(implementation = CompletenessAnswer.class),
              examples = @ExampleObject(name = "one day", value = DAY)))
  @APIResponse(responseCode = "404", description = "The account or the channel is unknown")
  @APIResponse(responseCode = "503", description = "It would take too long")
  public Uni<CompletenessAnswer> days(@BeanParam CompletenessParameters parameters) {
    return scope
        .require(parameters.named())
        .chain(
            account ->
                completeness.of(
                    account,
                    parameters.days(account, clock.instant(), settings.query().days()),
                    Optional.ofNullable(parameters.channel())));
  }

  @GET
  @Path("/gaps")
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "listCompletenessGaps",
      summary = "Single gaps",
      description =
          "The messages behind the numbers of gaps, as pseudonyms, in the order in which they"
              + " happened. Roles: analyst, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of gaps",
      content =
          @Content(
              schema = @Schema(implementation = GapPage.class),
              examples = @ExampleObject(name = "one gap", value = PAGE)))
  @APIResponse(responseCode = "404", description = "The account or the channel is unknown")
  @APIResponse(responseCode = "503", description = "It would take too long")
  public Uni<GapPage> gaps(
      @BeanParam CompletenessParameters parameters,
      @Parameter(description = "Only of this sort", example = "arrived-without-sent")
          @QueryParam("gap")
          String gap,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    var wanted = Optional.ofNullable(gap).map(CompletenessResource::gap);
    var after = Optional.ofNullable(cursor).map(CompletenessResource::place);
    return scope
        .require(parameters.named())
        .chain(
            account ->
                completeness.gaps(
                    account,
                    parameters.days(account, clock.instant(), settings.query().days()),
                    Optional.ofNullable(parameters.channel()),
                    wanted,
                    after.orElse(GapQuery.Found.NONE),
                    limit));
  }

  private static Gap gap(String id) {
    return Gap.ofId(id)
        .orElseThrow(() -> Problem.badRequest("gap", "There is no such sort of gap."));
  }

  private static GapQuery.Found place(String cursor) {
    return GapCursor.decode(cursor)
        .orElseThrow(() -> Problem.badRequest("cursor", "is no cursor of ours"));
  }
}
