package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

/** Copies of a link, one for each recipient. */
@Path("/v1/links/{code}/tokens")
@Tag(name = "Links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETER, Role.ADMIN, Role.INTEGRATOR})
class TokensResource {

  private static final String REQUEST =
      """
      {"items":[{"contact":{"waId":"4915112345678"},"variant":"B"},\
      {"contact":{"userId":"DE.1234567890"}}]}""";

  private static final String ANSWER =
      """
      {"expiresAt":"2027-01-30T10:00:02Z","items":[{"token":"0bH3yR5sT1uV8wX2z",\
      "suffix":"1tY4bQ2xWm/0bH3yR5sT1uV8wX2z",\
      "url":"https://go.shop.example/l/1tY4bQ2xWm/0bH3yR5sT1uV8wX2z"}]}""";

  private static final String SENT =
      """
      {"items":[{"token":"0bH3yR5sT1uV8wX2z",\
      "message":{"phoneNumberId":"106540352242922","wamid":"wamid.HBgLMTU1NTU1NTU1NTU="}}]}""";

  private final AccountScope scope;
  private final Links links;
  private final Tokens tokens;

  TokensResource(AccountScope scope, Links links, Tokens tokens) {
    this.scope = requireNonNull(scope, "scope is null");
    this.links = requireNonNull(links, "links is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
  }

  @POST
  @Operation(
      operationId = "issueLinkTokens",
      summary = "Give every recipient a copy of a link",
      description =
          """
          A token for each recipient, in their order: all of them or none. Whoever follows the link \
          with a token is taken for that recipient. A contact nobody has met yet becomes known. The \
          tokens name nobody and cannot be guessed; after `expiresAt` they still lead to the target, and \
          the click is anyone's. Asking again gives other tokens. Roles: marketer, admin, integrator.""")
  @APIResponse(
      responseCode = "200",
      description = "The tokens",
      content =
          @Content(
              schema = @Schema(implementation = TokenRequest.Answer.class),
              examples = @ExampleObject(name = "one token", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "There is no such link")
  @APIResponse(responseCode = "409", description = "The link is archived")
  @APIResponse(responseCode = "413", description = "Too many recipients for one request")
  public Uni<TokenRequest.Answer> issue(
      @Parameter(description = LinksResource.CODE, example = LinksResource.CODE_EXAMPLE) @RestPath
          String code,
      @RequestBody(
              content =
                  @Content(examples = @ExampleObject(name = "two recipients", value = REQUEST)))
          @NotNull
          @Valid
          TokenRequest request) {
    var known = LinksResource.known(code);
    return scope
        .require(known.accountId())
        .chain(
            account ->
                current(known)
                    .chain(link -> tokens.issue(account, known, link.id.linkId(), request)));
  }

  @PUT
  @Path("/messages")
  @Operation(
      operationId = "putLinkTokenMessages",
      summary = "Say in which messages the copies were sent",
      description =
          """
          The id of a message is known only once it is sent, and the token is needed before. Clicks \
          from then on belong to the message, too. Roles: marketer, admin, integrator.""")
  @APIResponse(responseCode = "204", description = "Remembered")
  @APIResponse(responseCode = "404", description = "There is no such link")
  @APIResponse(responseCode = "409", description = "The link is archived")
  @APIResponse(responseCode = "413", description = "Too many tokens for one request")
  public Uni<Void> sent(
      @Parameter(description = LinksResource.CODE, example = LinksResource.CODE_EXAMPLE) @RestPath
          String code,
      @RequestBody(content = @Content(examples = @ExampleObject(name = "one", value = SENT)))
          @NotNull
          @Valid
          TokenRequest.Sent request) {
    var known = LinksResource.known(code);
    return scope
        .require(known.accountId())
        .chain(account -> current(known).chain(link -> tokens.sent(account, known, request)));
  }

  private Uni<LinkRecord> current(LinkCode code) {
    return links
        .get(code)
        .invoke(
            link -> {
              if (link.archivedAt != null) {
                throw Problem.conflict("The link is archived.");
              }
            });
  }
}
