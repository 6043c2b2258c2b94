package io.rapport.simulator.control;

import static java.util.Objects.requireNonNullElseGet;

import io.rapport.simulator.campaign.CampaignRequest;
import io.rapport.simulator.campaign.CampaignResponse;
import io.rapport.simulator.campaign.CampaignSender;
import io.rapport.simulator.live.Simulation;
import io.rapport.simulator.live.State;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Watches and steers the simulation. Meant for one machine: there is no login. */
@Path("/control")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Control", description = "Watches and steers the simulation")
public final class ControlResource {
  private final Simulation simulation;
  private final Inbox inbox;
  private final CampaignSender campaigns;

  ControlResource(Simulation simulation, Inbox inbox, CampaignSender campaigns) {
    this.simulation = simulation;
    this.inbox = inbox;
    this.campaigns = campaigns;
  }

  @GET
  @Operation(summary = "What the simulator is doing and how far it is")
  public State state() {
    return simulation.state();
  }

  @POST
  @Path("pause")
  @Operation(
      summary = "Stop the world",
      description = "Nothing happens and nothing is delivered, but for what is in flight.")
  public State pause() {
    simulation.pause();
    return simulation.state();
  }

  @POST
  @Path("resume")
  @Operation(summary = "Go on", description = "The time that has passed is made up for.")
  public State resume() {
    simulation.resume();
    return simulation.state();
  }

  @POST
  @Path("speed")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change how much happens by itself in live mode")
  @APIResponse(responseCode = "200", description = "The state after the change")
  @APIResponse(
      responseCode = "400",
      description = "The rate is out of range",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public State speed(SpeedRequest request) {
    simulation.rate(required(request).factsPerMinute());
    return simulation.state();
  }

  @POST
  @Path("faults")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Let things go wrong",
      description = "Duplicates, connections given up, delays, and requests of up to 1,000 facts.")
  @APIResponse(responseCode = "200", description = "The state after the change")
  @APIResponse(
      responseCode = "400",
      description = "A value is out of range",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public State faults(FaultsRequest request) {
    simulation.faults(required(request)::appliedTo);
    return simulation.state();
  }

  @POST
  @Path("inbound")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Let a customer write now",
      description = "A known customer, or a new one. Nobody answers by itself.")
  @APIResponse(responseCode = "200", description = "Written; its webhook follows")
  @APIResponse(
      responseCode = "400",
      description = "No such customer, channel or kind",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public InboundResponse inbound(InboundRequest request) {
    return inbox.write(required(request));
  }

  @POST
  @Path("campaigns")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Let the business send a campaign now",
      description =
          "Templates to customers who have not unsubscribed, through rapport.simulator.graph-url."
              + " Answered when all of them are sent; statuses and replies follow.")
  @APIResponse(responseCode = "200", description = "Sent; what was refused is counted by error")
  @APIResponse(
      responseCode = "400",
      description = "No such channel, or no campaign",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "502",
      description = "Nobody answers at rapport.simulator.graph-url",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public CampaignResponse campaign(CampaignRequest request) {
    return campaigns.send(required(request));
  }

  @GET
  @Path("truth")
  @Produces("application/x-ndjson")
  @Operation(
      summary = "What really happened",
      description =
          "JSON lines, oldest first: accounts, people, messages in and out, statuses, and what bots,"
              + " desks, shops and surveys know. The true KPIs can be computed from them.")
  public File truth() {
    return simulation.truthPath().toFile();
  }

  private static <T> T required(T body) {
    return requireNonNullElseGet(
        body,
        () -> {
          throw new IllegalArgumentException("a JSON body is required");
        });
  }

  @ServerExceptionMapper
  Response invalid(IllegalArgumentException e) {
    return problem(
        new Problem(
            "https://rapport.io/problems/invalid-request",
            "The request is not valid",
            400,
            e.getMessage()));
  }

  @ServerExceptionMapper
  Response unanswered(UncheckedIOException e) {
    return problem(
        new Problem(
            "https://rapport.io/problems/bad-gateway", "Nobody answers", 502, e.getMessage()));
  }

  private static Response problem(Problem problem) {
    return Response.status(problem.status())
        .type("application/problem+json")
        .entity(problem)
        .build();
  }
}
