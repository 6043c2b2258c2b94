package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** When to write to people. */
@Path("/v1/send-times")
@Tag(name = "Timing", description = "When to write to people, and how often")
@Produces(MediaType.APPLICATION_JSON)
class SendTimesResource {

  private static final String TOO_SLOW = "The database would need longer than it may";

  private static final String EXAMPLE =
      """
      {"account":"102290129340398","from":"2026-08-03T10:00:00Z","to":"2026-11-01T10:00:00Z",
       "zone":"Europe/Berlin","zoneOf":"account","asOf":"2026-11-01T10:00:00Z","settingsVersion":0,"rates":[
        {"id":"open-rate","definitionVersion":2,"mean":0.43,"numerator":4300,"denominator":10000,
         "hours":[{"dayOfWeek":2,"hour":18,"value":0.61,"numerator":122,"denominator":200,
          "shrunk":0.56,"interval":{"low":0.5,"high":0.62,"level":0.95,"method":"posterior"}}],
         "hidden":0,"recommended":{"dayOfWeek":2,"hour":18,"gain":0.13,
          "interval":{"low":0.07,"high":0.19,"level":0.95,"method":"posterior"}}}]}\
      """;

  private static final String CONTACT =
      """
      {"contactId":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11","rate":"open-rate","basis":"segment",
       "segment":"vip","dayOfWeek":2,"hour":18,"gain":0.13,
       "interval":{"low":0.07,"high":0.19,"level":0.95,"method":"posterior"},
       "zone":"Europe/Berlin","zoneOf":"account"}\
      """;

  private final AccountScope scope;
  private final Periods periods;
  private final SendTimes times;
  private final SecurityIdentity caller;

  SendTimesResource(AccountScope scope, Periods periods, SendTimes times, SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.periods = requireNonNull(periods, "periods is null");
    this.times = requireNonNull(times, "times is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getSendTimes",
      summary = "When people read and reply",
      description =
          """
          Open rate and response rate by the hour of the week in which messages were sent, each drawn \
          towards the mean as far as it says little about itself, with the best hour and what it gains. \
          Hours are those of the account's zone. Roles: viewer, analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The hours",
      content =
          @Content(
              schema = @Schema(implementation = SendTimesAnswer.class),
              examples = @ExampleObject(name = "one hour", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<SendTimesAnswer> times(
      @RestQuery
          @NotNull
          @Parameter(description = "WABA id", required = true, example = "102290129340398")
          String account,
      @RestQuery @Parameter(description = "How many days back. Default: 90.", example = "90")
          Integer days,
      @RestQuery @Parameter(description = "Only messages to this segment.", example = "vip")
          String segment) {
    boolean singleContacts = caller.hasRole(Role.ANALYST) || caller.hasRole(Role.ADMIN);
    return scope
        .require(account)
        .chain(of -> times.of(of, periods.query(of, days, segment), singleContacts));
  }

  @GET
  @Path("/contacts/{contactId}")
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "getContactSendTime",
      summary = "When to write to one contact",
      description =
          """
          The contact's own best hour of the day where its history shows one beyond doubt, else the best \
          hour of the week of the segment of its latest message, else the account's; `basis` says which. \
          Roles: analyst, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The hour",
      content =
          @Content(
              schema = @Schema(implementation = SendTimesAnswer.OfContact.class),
              examples = @ExampleObject(name = "of its segment", value = CONTACT)))
  @APIResponse(responseCode = "404", description = "There is no such contact, or account")
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<SendTimesAnswer.OfContact> ofContact(
      @RestPath
          @Parameter(
              description = "The contact's pseudonym",
              example = "0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11")
          String contactId,
      @RestQuery
          @NotNull
          @Parameter(description = "WABA id", required = true, example = "102290129340398")
          String account,
      @RestQuery
          @DefaultValue("open-rate")
          @Parameter(description = "open-rate or response-rate", example = "open-rate")
          String rate,
      @RestQuery @Parameter(description = "How many days back. Default: 90.", example = "90")
          Integer days) {
    var wanted = SendTimes.rate(rate);
    var contact = contact(contactId);
    return scope
        .require(account)
        .chain(of -> times.ofContact(of, periods.query(of, days, null), wanted, contact));
  }

  private static UUID contact(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      throw Problem.notFound("There is no such contact.");
    }
  }
}
