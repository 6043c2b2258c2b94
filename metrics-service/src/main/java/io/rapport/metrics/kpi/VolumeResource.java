package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

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

/** How much was written. */
@Path("/v1/volumes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "KPIs")
class VolumeResource {

  private static final String EXAMPLE =
      """
      {"account":"102290129340398","from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","asOf":"2026-11-02T10:00:02Z","pending":0,
       "settingsVersion":0,"total":{"inbound":4211,"outbound":{"agent":1800,"bot":2100,"campaign":900},
        "outboundByCategory":{"":3900,"marketing":900},"episodes":1450,"contacts":1200,
        "groupMessages":12,
        "blocked":{"total":57,"byReason":{"consent":31,"frequency-cap":26}}}}\
      """;

  /** Whose dimensions messages and episodes have in common with everything else. */
  private static final KpiDefinition BY_CHANNEL = Questions.kpi("retention-rate");

  private final Volumes volumes;
  private final Questions questions;
  private final AccountScope accounts;
  private final Clock clock;

  VolumeResource(Volumes volumes, Questions questions, AccountScope accounts, Clock clock) {
    this.volumes = requireNonNull(volumes, "volumes is null");
    this.questions = requireNonNull(questions, "questions is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getVolumes",
      summary = "How much was written",
      description =
          """
          Messages in either direction, episodes opened, and contacts who took part, of all or of some \
          channels. Test contacts, internal numbers and erased people are in none of these; messages in \
          groups are counted apart, and so are messages that gates of the business held back, as \
          `io.rapport.send.blocked` reports them.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The counts.",
      content =
          @Content(
              schema = @Schema(implementation = VolumeAnswer.class),
              examples = @ExampleObject(name = "a month", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such account yet")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<VolumeAnswer> volumes(
      @RestQuery @Parameter(description = "WABA id.", required = true, example = "102290129340398")
          String account,
      @RestQuery
          @Parameter(
              description =
                  "Begin of the period: a date (midnight in the zone) or an instant. Default: 30"
                      + " days before its end.",
              example = "2026-10-01")
          String from,
      @RestQuery
          @Parameter(
              description = "End of the period, no longer in it. Default: the end of today.",
              example = "2026-11-01")
          String to,
      @RestQuery
          @Parameter(
              description = "IANA time zone of dates and steps. Default: the account's.",
              example = "Europe/Berlin")
          String zone,
      @RestQuery @Parameter(description = "Only of these phone number ids. Repeat for several.")
          List<String> channel,
      @RestQuery
          @Parameter(
              description = "One step for each hour, day, week, month or quarter.",
              example = "day")
          String granularity,
      @Context UriInfo uri) {
    Parameters.refuseUnknown(
        uri.getQueryParameters().keySet(),
        Set.of("account", "from", "to", "zone", "channel", "granularity"));
    var parameters = KpiParameters.of(account, from, to, zone);
    var filters = KpiParameters.filters(uri.getQueryParameters());
    var now = clock.instant();
    return accounts
        .require(Questions.account(parameters))
        .map(
            known ->
                questions.question(parameters, filters, known, List.of(BY_CHANNEL), false, now))
        .map(
            question ->
                question.divided(
                    Optional.empty(),
                    questions.granularity(granularity, question.period()),
                    Optional.empty()))
        .chain(volumes::of);
  }
}
