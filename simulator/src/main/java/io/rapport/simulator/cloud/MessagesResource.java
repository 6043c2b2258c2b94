package io.rapport.simulator.cloud;

import io.rapport.simulator.SimulatorConfig;
import io.rapport.simulator.world.Account;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The part of Meta's Cloud API that sends messages. */
@Path("/{version: v\\d+\\.\\d+}/{phoneNumberId: \\d+}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cloud API", description = "What graph.facebook.com offers for sending")
public final class MessagesResource {
  private static final String BEARER = "Bearer ";

  private final Outbox outbox;
  private final Optional<String> accessToken;

  MessagesResource(Outbox outbox, SimulatorConfig config) {
    this.outbox = outbox;
    this.accessToken = config.accessToken();
  }

  @POST
  @Path("messages")
  @Operation(
      summary = "Send a message, or mark one as read",
      description =
          "Accepts what Meta accepts and answers as Meta does. The customer gets the message: statuses"
              + " and perhaps a reply follow by webhook in real time. A number nobody knows becomes a"
              + " new customer.")
  @RequestBody(
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "template",
                      value =
                          """
                          {"messaging_product":"whatsapp","to":"+4915110000000","type":"template",
                           "template":{"name":"spring_offer","language":{"code":"de"}},
                           "biz_opaque_callback_data":"rapport?origin=campaign&campaign=spring"}""")))
  @APIResponse(
      responseCode = "200",
      description = "Accepted, not delivered",
      content =
          @Content(
              schema = @Schema(implementation = SendResponse.class),
              examples =
                  @ExampleObject(
                      name = "accepted",
                      value =
                          """
                          {"messaging_product":"whatsapp",
                           "contacts":[{"input":"+4915110000000","wa_id":"4915110000000"}],
                           "messages":[{"id":"wamid.EX2","message_status":"accepted"}]}""")))
  @APIResponse(
      responseCode = "400",
      description =
          "Refused: 100 bad request, 33 unknown phone number id, 131047 window closed, 131026 nobody has"
              + " this user id, 131050 unsubscribed, 131062 user id not allowed",
      content = @Content(schema = @Schema(implementation = GraphError.class)))
  @APIResponse(
      responseCode = "401",
      description = "No or wrong bearer token (code 190)",
      content = @Content(schema = @Schema(implementation = GraphError.class)))
  public Response send(
      @PathParam("version") String version,
      @PathParam("phoneNumberId") String phoneNumberId,
      @HeaderParam("Authorization") String authorization,
      String body) {
    authorise(authorization);
    var account = Account.owning(phoneNumberId).orElseThrow(GraphException::unknownNumber);
    var channel = account.channel(phoneNumberId).orElseThrow();
    return switch (SendRequest.parse(body)) {
      case SendRequest.Read _ -> Response.ok(Map.of("success", true)).build();
      case SendRequest.Message message ->
          Response.ok(outbox.send(account, channel, message)).build();
    };
  }

  private void authorise(String authorization) {
    if (authorization == null
        || !authorization.startsWith(BEARER)
        || authorization.length() == BEARER.length()
        || accessToken.filter(token -> !authorization.equals(BEARER + token)).isPresent()) {
      throw GraphException.unauthorized();
    }
  }

  @ServerExceptionMapper
  Response refused(GraphException e) {
    return Response.status(e.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(GraphError.of(e, UUID.randomUUID().toString()))
        .build();
  }
}
