package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.store.EventStore;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Takes events of other software. */
@Path("/v1/events")
@Tag(name = "Events", description = "What WhatsApp does not tell")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {

  private static final Logger LOG = Logger.getLogger(EventsResource.class);

  private static final String SINGLE =
      """
      {"source": "https://shop.example", "id": "order-4711", "status": "accepted"}""";

  private static final String BATCH =
      """
      {"accepted": 1, "duplicates": 0, "rejected": 1, "items": [
        {"status": "accepted", "source": "https://shop.example", "id": "order-4711"},
        {"status": "rejected", "source": "https://shop.example", "id": "order-4712", "problem": {
          "type": "https://rapport.io/problems/bad-request",
          "title": "The event cannot be understood", "status": 400,
          "detail": "/1/data/value/currency: must be three capital letters",
          "errors": [{"pointer": "/1/data/value/currency", "detail": "must be three capital letters"}]}}]}""";

  private final AccountScope scope;
  private final AccountDirectory directory;
  private final EventReader reader;
  private final EventFacts facts;
  private final EventStore store;
  private final EventMetrics metrics;
  private final HttpMessage message;
  private final long maxBodySize;
  private final Duration timeout;
  private final Duration retryAfter;

  EventsResource(
      AccountScope scope,
      AccountDirectory directory,
      EventReader reader,
      EventFacts facts,
      EventStore store,
      IngestSettings settings,
      MeterRegistry registry) {
    this.scope = requireNonNull(scope, "scope is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.store = requireNonNull(store, "store is null");
    this.metrics = new EventMetrics(registry);
    this.message = new HttpMessage(settings.events().maxBatchSize());
    this.maxBodySize = settings.events().maxBodySize().asLongValue();
    // The store itself gives up within these two.
    this.timeout = settings.batch().timeout().plus(settings.batch().retryFor());
    this.retryAfter = settings.queue().retryAfter();
  }

  @POST
  @Blocking // a large body would keep an event loop, and so webhooks, waiting
  @RolesAllowed({Role.ADMIN, Role.INTEGRATOR})
  @Operation(
      operationId = "reportEvents",
      summary = "Report what WhatsApp does not tell: one CloudEvent, or a batch",
      description =
          """
          CloudEvents 1.0 in any content mode: structured, binary (attributes in `ce-` headers, the
          data as body), or a batch. Answered once everything that is accepted is committed. `source`
          and `id` together identify an event: a repetition is answered as a duplicate and changes
          nothing, even if it differs. `time` is required and says when it happened. A batch is
          answered 200 with one item for each event, those that were rejected among them; an event
          that comes alone is answered with its problem. Names are stored as they are: put neither
          text of messages nor personal data into them. Roles: admin, integrator.""")
  @APIResponse(
      responseCode = "200",
      description = "Stored, now or before; of a batch, what became of each event",
      content =
          @Content(
              schema = @Schema(oneOf = {EventsAnswer.Single.class, EventsAnswer.Batch.class}),
              examples = {
                @ExampleObject(name = "single", value = SINGLE),
                @ExampleObject(name = "batch", value = BATCH)
              }))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "413", description = "The body, or the batch, is too large")
  @APIResponse(responseCode = "415", description = "The media type is none of CloudEvents")
  @APIResponse(
      responseCode = "422",
      description = "The type, the contact or the business phone number is not known")
  @APIResponse(
      responseCode = "503",
      description = "Too much waits already, or the database is not there; send it again",
      headers =
          @Header(
              name = "Retry-After",
              description = "Seconds to wait",
              schema = @Schema(implementation = Integer.class)))
  public Uni<Response> report(
      @Context HttpHeaders headers,
      @RequestBody(
              required = true,
              content = {
                // The envelopes are added by EventSchemas.
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema =
                        @Schema(
                            oneOf = {
                              EventData.MessageSent.class,
                              EventData.MessageAgent.class,
                              EventData.BotTurn.class,
                              EventData.BotStep.class,
                              EventData.BotFallback.class,
                              EventData.BotGoal.class,
                              EventData.Handover.class,
                              EventData.ConversationResolved.class,
                              EventData.LinkClicked.class,
                              EventData.ContactTagged.class,
                              EventData.CartCreated.class,
                              EventData.Conversion.class,
                              EventData.Refund.class,
                              EventData.SurveyInvited.class,
                              EventData.SurveyAnswered.class,
                              EventData.SendBlocked.class
                            }))
              })
          byte[] body) {
    if (body.length > maxBodySize) {
      throw Problem.tooLarge("The body is larger than %d bytes.".formatted(maxBodySize));
    }
    var content = message.read(headers, body);
    metrics.request(content.events().size(), body.length);
    var intakes = content.events().stream().map(envelope -> Intake.of(envelope, reader)).toList();
    return new EventIntake(scope, directory, facts, store)
        .store(intakes)
        .ifNoItem()
        .after(timeout)
        .fail()
        .invoke(() -> intakes.forEach(intake -> intake.count(metrics)))
        .map(
            stored ->
                Response.ok(
                        content.batch()
                            ? EventsAnswer.Batch.of(intakes.stream().map(Intake::item).toList())
                            : intakes.getFirst().single())
                    .build())
        .onFailure(failure -> !(failure instanceof ProblemException))
        .recoverWithItem(this::unavailable);
  }

  /** Not acknowledged. Why has been logged where it was known. */
  private Response unavailable(Throwable failure) {
    LOG.debug("events were not stored", failure);
    return Response.status(503)
        .type(Problem.MEDIA_TYPE)
        .header("Retry-After", retryAfter.toSeconds())
        .entity(
            Problem.of(
                503,
                "unavailable",
                "Not now",
                "Nothing was acknowledged; send it again later: what was stored is then a"
                    + " duplicate."))
        .build();
  }
}
