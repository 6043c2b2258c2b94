package io.rapport.metrics.price;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.records.VersionTag;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
import org.jboss.resteasy.reactive.RestResponse;

/** What accounts say they pay. */
@Path("/v1/prices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs", description = "What messages cost, and what they bring")
class PricesResource {

  private static final String LIST =
      """
      {"account":"102290129340398","version":1,"recordedAt":"2026-11-01T10:00:02Z","recordedBy":"ada",\
      "currency":"EUR","prices":[{"category":"marketing","market":"DE","from":"2026-10-01",\
      "amount":0.1131},{"category":"utility","from":"2026-10-01","amount":0.04}]}""";

  private static final String REQUEST =
      """
      {"currency":"EUR","prices":[{"category":"marketing","market":"DE","from":"2026-10-01",\
      "amount":0.1131},{"category":"utility","from":"2026-10-01","amount":0.04}]}""";

  private static final String ACCOUNT = "WABA id";
  private static final String EXAMPLE_ACCOUNT = "102290129340398";

  private final PriceLists lists;
  private final PriceSettings settings;
  private final AccountScope scope;
  private final SecurityIdentity caller;
  private final DistributionSummary sizes;

  PricesResource(
      PriceLists lists,
      PriceSettings settings,
      AccountScope scope,
      SecurityIdentity caller,
      MeterRegistry meters) {
    this.lists = requireNonNull(lists, "lists is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.scope = requireNonNull(scope, "scope is null");
    this.caller = requireNonNull(caller, "caller is null");
    this.sizes = meters.summary("rapport.prices.list");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getPrices",
      summary = "What an account pays",
      description =
          """
          The newest price list; version 0 and empty where nothing was ever said. Roles: viewer, \
          analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The list",
      headers =
          @Header(
              name = "ETag",
              description = "The version, to be sent in If-Match",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = PriceListAnswer.class),
              examples = @ExampleObject(name = "two prices", value = LIST)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<RestResponse<PriceListAnswer>> get(
      @Parameter(description = ACCOUNT, example = EXAMPLE_ACCOUNT, required = true)
          @QueryParam("account")
          @NotNull
          String account) {
    return scope
        .require(account)
        .chain(known -> lists.newest(known.id()).map(list -> tagged(known, list)));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "putPrices",
      summary = "Say what an account pays",
      description =
          """
          Replaces the whole list; earlier versions are kept in its history. Costs of the past are \
          counted by what the newest list says of those days. A price of the contact's country goes \
          before one without a market. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "What holds now",
      headers =
          @Header(
              name = "ETag",
              description = "The version",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = PriceListAnswer.class),
              examples = @ExampleObject(name = "two prices", value = LIST)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "412", description = "Somebody else has changed it")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  public Uni<RestResponse<PriceListAnswer>> put(
      @Parameter(description = ACCOUNT, example = EXAMPLE_ACCOUNT, required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "The ETag of what you have read", example = "\"0\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "two prices", value = REQUEST)))
          @NotNull
          @Valid
          PriceListRequest request) {
    sizes.record(request.prices().size());
    if (request.prices().size() > settings.maxPerList()) {
      throw Problem.badRequest(
          "/prices", "There are more than " + settings.maxPerList() + " prices.");
    }
    var currency = request.money();
    var prices = request.all();
    return scope
        .require(account)
        .chain(
            known ->
                lists
                    .put(known.id(), currency, prices, ifMatch, caller.getPrincipal().getName())
                    .map(list -> tagged(known, list)));
  }

  @GET
  @Path("/history")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "listPriceVersions",
      summary = "What was said before",
      description = "Versions, the newest first. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of versions",
      content =
          @Content(
              schema = @Schema(implementation = PriceListAnswer.Page.class),
              examples =
                  @ExampleObject(name = "one version", value = "{\"items\":[" + LIST + "]}")))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<PriceListAnswer.Page> history(
      @Parameter(description = ACCOUNT, example = EXAMPLE_ACCOUNT, required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") @Min(0)
          Integer cursor,
      @Parameter(description = "How many at most", example = "10")
          @QueryParam("limit")
          @DefaultValue("10")
          @Min(1)
          @Max(100)
          int limit) {
    int before = cursor == null ? Integer.MAX_VALUE : cursor;
    return scope
        .require(account)
        .chain(
            known ->
                lists
                    .history(known.id(), before, limit + 1)
                    .map(
                        found -> {
                          var shown = found.stream().limit(limit).toList();
                          return new PriceListAnswer.Page(
                              shown.stream()
                                  .map(list -> PriceListAnswer.of(known.wabaId(), list))
                                  .toList(),
                              found.size() > limit
                                  ? Optional.of(shown.getLast().version())
                                  : Optional.empty());
                        }));
  }

  private static RestResponse<PriceListAnswer> tagged(Account account, PriceList list) {
    return RestResponse.ResponseBuilder.ok(PriceListAnswer.of(account.wabaId(), list))
        .header(HttpHeaders.ETAG, VersionTag.of(list.version()))
        .build();
  }
}
