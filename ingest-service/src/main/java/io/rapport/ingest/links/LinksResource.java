package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

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
import java.util.UUID;
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

/** Tracking links as people edit them. */
@Path("/v1/links")
@Tag(name = "Links", description = "Tracking links: out of messages, and into the chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LinksResource {

  static final String CODE = "What names the link in its address";
  static final String CODE_EXAMPLE = "1tY4bQ2xWm";

  private static final String KEY = "Idempotency-Key";

  private static final String REQUEST =
      """
      {"account":"102290129340398","name":"Spring sale, button","target":"https://shop.example/sale",\
      "campaign":"spring-sale","variant":"B","expiresAt":"2027-01-01T00:00:00Z"}""";

  private static final String ANSWER =
      """
      {"account":"102290129340398","code":"1tY4bQ2xWm","url":"https://go.shop.example/l/1tY4bQ2xWm",\
      "name":"Spring sale, button","target":"https://shop.example/sale","tagged":true,\
      "utm":{"source":"whatsapp","medium":"messaging","campaign":"spring-sale","content":"B"},\
      "campaign":"spring-sale","variant":"B","expiresAt":"2027-01-01T00:00:00Z","enabled":true,\
      "createdAt":"2026-11-01T10:00:02Z","createdBy":"ada","changedAt":"2026-11-01T10:00:02Z",\
      "changedBy":"ada"}""";

  private static final String PAGE = "{\"items\":[" + ANSWER + "]}";

  private final AccountScope scope;
  private final Links links;
  private final LinkUrls urls;
  private final LinkSettings settings;
  private final SecurityIdentity caller;

  LinksResource(
      AccountScope scope,
      Links links,
      LinkUrls urls,
      LinkSettings settings,
      SecurityIdentity caller) {
    this.scope = requireNonNull(scope, "scope is null");
    this.links = requireNonNull(links, "links is null");
    this.urls = requireNonNull(urls, "urls is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.caller = requireNonNull(caller, "caller is null");
  }

  @POST
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = Links.CREATE,
      summary = "Make a link",
      description =
          """
          A link to the web (`target`) or into the chat (`whatsapp`). A request that is sent again with \
          the same `Idempotency-Key` within a day makes no second link. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "201",
      description = "The link",
      headers = {
        @Header(
            name = "Location",
            description = "Of the record",
            schema = @Schema(implementation = String.class)),
        @Header(
            name = "ETag",
            description = "Names this version; send it in If-Match to change it",
            schema = @Schema(implementation = String.class))
      },
      content =
          @Content(
              schema = @Schema(implementation = LinkAnswer.class),
              examples = @ExampleObject(name = "to the web", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(
      responseCode = "409",
      description = "The account has too many links, or the Idempotency-Key is being worked on")
  @APIResponse(
      responseCode = "422",
      description = "The Idempotency-Key was used for something else")
  public Uni<RestResponse<LinkAnswer>> create(
      @Parameter(
              description = "Any text of the caller's, best a UUID",
              example = "8e03978e-40d5-43dd-bc93-6894a57f9324")
          @RestHeader(KEY)
          Optional<String> key,
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "to the web", value = REQUEST)))
          @NotNull
          @Valid
          LinkRequest request) {
    var wabaId =
        request.account().orElseThrow(() -> Problem.badRequest("/account", "must not be null"));
    return scope
        .require(wabaId)
        .chain(
            account ->
                create(account, request, key)
                    .map(
                        record ->
                            RestResponse.ResponseBuilder.create(
                                    RestResponse.Status.CREATED, answer(account, record))
                                .location(URI.create("/v1/links/" + record.code))
                                .header(HttpHeaders.ETAG, VersionTag.of(record.version))
                                .build()));
  }

  private Uni<LinkRecord> create(Account account, LinkRequest request, Optional<String> key) {
    var link = request.link(allowedHosts(account));
    return links.create(account.id(), link, caller.getPrincipal().getName(), key, request);
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "listLinks",
      summary = "The links of an account",
      description = "The newest first. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of links",
      content =
          @Content(
              schema = @Schema(implementation = LinkAnswer.Page.class),
              examples = @ExampleObject(name = "one link", value = PAGE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<LinkAnswer.Page> list(
      @Parameter(description = "WABA id", example = "102290129340398", required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "Those that are archived, instead of the others", example = "false")
          @QueryParam("archived")
          @DefaultValue("false")
          boolean archived,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    var before = Optional.ofNullable(cursor).map(LinksResource::cursor);
    return scope
        .require(account)
        .chain(
            of ->
                links
                    .page(of.id(), archived, before, limit + 1)
                    .map(found -> page(of, found, limit)));
  }

  private LinkAnswer.Page page(Account account, List<LinkRecord> found, int limit) {
    var shown = found.stream().limit(limit).toList();
    return new LinkAnswer.Page(
        shown.stream().map(record -> answer(account, record)).toList(),
        found.size() > limit
            ? Optional.of(shown.getLast().id.linkId().toString())
            : Optional.empty());
  }

  @GET
  @Path("/{code}")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getLink",
      summary = "A link",
      description = "The link as it is. Roles: viewer, analyst, marketer, admin.")
  @APIResponse(
      responseCode = "200",
      description = "The link",
      headers =
          @Header(
              name = "ETag",
              description = "Names this version; send it in If-Match to change it",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = LinkAnswer.class),
              examples = @ExampleObject(name = "to the web", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "There is no such link")
  public Uni<RestResponse<LinkAnswer>> get(
      @Parameter(description = CODE, example = CODE_EXAMPLE) @RestPath String code) {
    var known = known(code);
    return scope
        .require(known.accountId())
        .chain(account -> links.get(known).map(record -> tagged(account, record)));
  }

  @PUT
  @Path("/{code}")
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "putLink",
      summary = "Change a link",
      description =
          """
          Replaces all that people decide about it; what is left out is as by default. In effect at once \
          in the process that answers, and in all others within `rapport.ingest.links.lookup.fresh-for` \
          (5 seconds). Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "What holds now",
      headers =
          @Header(
              name = "ETag",
              description = "Names the new version",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = LinkAnswer.class),
              examples = @ExampleObject(name = "to the web", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "There is no such link")
  @APIResponse(responseCode = "409", description = "The link is archived")
  @APIResponse(responseCode = "412", description = "The link is no longer that of If-Match")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  public Uni<RestResponse<LinkAnswer>> put(
      @Parameter(description = CODE, example = CODE_EXAMPLE) @RestPath String code,
      @Parameter(
              description = "The ETag of the link that is to be changed, or `*`",
              example = "\"0\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "to the web", value = REQUEST)))
          @NotNull
          @Valid
          LinkRequest request) {
    var known = known(code);
    return scope
        .require(known.accountId())
        .chain(
            account -> {
              if (request.account().isPresent()
                  && !request.account().get().equals(account.wabaId())) {
                throw Problem.badRequest("/account", "is another one than the link's");
              }
              return links
                  .change(
                      known,
                      request.link(allowedHosts(account)),
                      ifMatch,
                      caller.getPrincipal().getName())
                  .map(record -> tagged(account, record));
            });
  }

  @POST
  @Path("/{code}/archive")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "archiveLink",
      summary = "End a link for good",
      description =
          """
          It leaves the lists and leads nowhere any more, or to its fallback; its code is never given to \
          another link. Roles: marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The archived link",
      content =
          @Content(
              schema = @Schema(implementation = LinkAnswer.class),
              examples = @ExampleObject(name = "to the web", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "There is no such link")
  @APIResponse(responseCode = "412", description = "The link is no longer that of If-Match")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  public Uni<RestResponse<LinkAnswer>> archive(
      @Parameter(description = CODE, example = CODE_EXAMPLE) @RestPath String code,
      @Parameter(description = "The ETag of the link, or `*`", example = "\"0\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch) {
    var known = known(code);
    return scope
        .require(known.accountId())
        .chain(
            account ->
                links
                    .archive(known, ifMatch, caller.getPrincipal().getName())
                    .map(record -> tagged(account, record)));
  }

  /** What can be no code names no link. */
  static LinkCode known(String code) {
    return LinkCode.of(code).orElseThrow(() -> Problem.notFound("There is no such link."));
  }

  private Optional<List<String>> allowedHosts(Account account) {
    return Optional.ofNullable(settings.accounts().get(account.wabaId()))
        .flatMap(LinkSettings.Account::allowedHosts)
        .or(settings::allowedHosts);
  }

  private static UUID cursor(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      throw Problem.badRequest("cursor", "is no cursor of ours");
    }
  }

  private RestResponse<LinkAnswer> tagged(Account account, LinkRecord record) {
    return RestResponse.ResponseBuilder.ok(answer(account, record))
        .header(HttpHeaders.ETAG, VersionTag.of(record.version))
        .build();
  }

  private LinkAnswer answer(Account account, LinkRecord record) {
    return LinkAnswer.of(
        account.wabaId(), urls.of(new LinkCode(account.id(), record.code)), record);
  }
}
