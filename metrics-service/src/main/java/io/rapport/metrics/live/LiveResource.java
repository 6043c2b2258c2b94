package io.rapport.metrics.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** KPIs as they change. */
@Path("/v1/kpis/stream")
@Tag(name = "KPIs")
class LiveResource {

  private static final String EXAMPLE =
      """
      event: kpi
      data: {"id":"open-rate","definitionVersion":2,"settingsVersion":0,"unit":"ratio",\
      "value":0.43,"numerator":430,"denominator":1000,"immature":12,"from":"2026-10-02T22:00:00Z","to":"2026-11-01T23:00:00Z",\
      "asOf":"2026-11-01T10:00:02Z"}
      """;

  private final Watches watches;
  private final Connections connections;
  private final LiveSettings settings;
  private final AccountScope accounts;
  private final SecurityIdentity identity;
  private final Clock clock;

  LiveResource(
      Watches watches,
      Connections connections,
      LiveSettings settings,
      AccountScope accounts,
      SecurityIdentity identity,
      Clock clock) {
    this.watches = requireNonNull(watches, "watches is null");
    this.connections = requireNonNull(connections, "connections is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.identity = requireNonNull(identity, "identity is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "streamKpis",
      summary = "KPIs of an account as they change",
      description =
          """
          Server-sent events: first an event kpi for each KPI, then one for each that has changed, over \
          the last 30 days (by default) in the account's zone. A comment every 15 seconds (by default) \
          of silence says that the stream is still there. It ends when the token expires; open it \
          again with a new one.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The stream.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = KpiChange.class),
              examples = @ExampleObject(name = "a change", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such account yet")
  @APIResponse(
      responseCode = "429",
      description = "The account, or everybody, has too many streams")
  public Multi<OutboundSseEvent> stream(
      @RestQuery
          @Parameter(
              description = "WABA id of the account; it must be among those your token names.",
              required = true,
              example = "102290129340398")
          String account,
      @Context Sse sse) {
    if (account == null || account.isBlank()) {
      throw Problem.badRequest("account", "Say which account: its WABA id.");
    }
    // Waits here, on a thread that may: once there is a stream, nobody can be refused any more.
    var found = accounts.require(account).await().indefinitely();
    connections.open(found.id());
    return events(found, sse, expiry());
  }

  private Multi<OutboundSseEvent> events(Account account, Sse sse, Instant expiry) {
    var open = new AtomicBoolean(true);
    var beats =
        Multi.createFrom()
            .ticks()
            .every(settings.heartbeat())
            .onOverflow()
            .drop()
            .map(tick -> sse.newEventBuilder().comment("still here").build());
    var left = Duration.between(clock.instant(), expiry);
    return Multi.createBy()
        .merging()
        .streams(changes(account, sse), beats)
        .select()
        .first(left.toMillis() > 0 ? left : Duration.ofMillis(1))
        .onTermination()
        .invoke(
            () -> {
              if (open.compareAndSet(true, false)) {
                connections.close(account.id());
              }
            });
  }

  private Multi<OutboundSseEvent> changes(Account account, Sse sse) {
    Map<String, KpiChange> told = new HashMap<>();
    return watches
        .of(account)
        // Whoever reads slowly gets the latest numbers, not all that came before.
        .onOverflow()
        .dropPreviousItems()
        .onItem()
        .transformToMultiAndConcatenate(
            latest ->
                Multi.createFrom()
                    .iterable(latest.values())
                    .filter(
                        change ->
                            !told.containsKey(change.id())
                                || change.tellsMoreThan(told.get(change.id())))
                    .invoke(change -> told.put(change.id(), change)))
        .map(
            change ->
                sse.newEventBuilder()
                    .name("kpi")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(KpiChange.class, change)
                    .build());
  }

  /** When whoever asks is nobody any more. */
  private Instant expiry() {
    return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
        ? Instant.ofEpochSecond(token.getExpirationTime())
        : clock.instant().plus(Duration.ofHours(1));
  }
}
