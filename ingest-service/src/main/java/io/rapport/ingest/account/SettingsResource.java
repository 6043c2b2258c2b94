package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.records.VersionTag;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What an account decides about what comes in: whether text is kept, which words end a contact. */
@Path("/v1/accounts/{wabaId}/settings")
@Tag(name = "Accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
class SettingsResource {

  private static final Logger LOG = Logger.getLogger(SettingsResource.class);

  private static final String REQUEST =
      """
      {"contentRetentionDays":30,"optOutKeywords":["no more"],"optInKeywords":["count me in"],\
      "languages":["de","fr"]}""";

  private static final String ANSWER =
      """
      {"account":"102290129340398","contentRetentionDays":30,"optOutKeywords":["no more"],\
      "optInKeywords":["count me in"],"languages":["de","fr"],\
      "changedAt":"2026-11-01T10:00:02Z","changedBy":"ada"}""";

  private final AccountScope scope;
  private final AccountTransactions transactions;
  private final CurrentSettings current;
  private final SecurityIdentity caller;
  private final Clock clock;

  SettingsResource(
      AccountScope scope,
      AccountTransactions transactions,
      CurrentSettings current,
      SecurityIdentity caller,
      Clock clock) {
    this.scope = requireNonNull(scope, "scope is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.current = requireNonNull(current, "current is null");
    this.caller = requireNonNull(caller, "caller is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @Operation(
      operationId = "getAccountSettings",
      summary = "What an account decides about what comes in",
      description =
          """
          Whether and how long the text of messages is kept, and which words end or begin a \
          subscription. Where nobody has decided anything, text is dropped at the door and the known \
          words of all languages apply. Roles: admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      headers =
          @Header(
              name = "ETag",
              description = "Names this version; send it in If-Match to change it",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = SettingsAnswer.class),
              examples = @ExampleObject(name = "kept for 30 days", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<RestResponse<SettingsAnswer>> get(
      @Parameter(description = "WABA id", example = "102290129340398") @RestPath String wabaId) {
    return scope
        .require(wabaId)
        .chain(
            account ->
                transactions
                    .inAccount(account.id(), connection -> read(connection, account.id()))
                    .map(version -> answer(account, version)));
  }

  @PUT
  @Operation(
      operationId = "putAccountSettings",
      summary = "Change what an account decides about what comes in",
      description =
          """
          Replaces all settings; what is left out is as by default. In effect at once in the process \
          that answers, and in all others within `rapport.ingest.accounts.refresh-interval` (3 \
          seconds). Text that is no longer to be kept is deleted with the next run of \
          `rapport.ingest.content.deletion-interval` (1 minute); a longer retention holds for what \
          arrives from now on. Who changed what and when is recorded. Roles: admin.""")
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
              schema = @Schema(implementation = SettingsAnswer.class),
              examples = @ExampleObject(name = "kept for 30 days", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "412", description = "The settings are no longer those of If-Match")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  public Uni<RestResponse<SettingsAnswer>> put(
      @Parameter(description = "WABA id", example = "102290129340398") @RestPath String wabaId,
      @Parameter(
              description = "The ETag of the settings that are to be changed, or `*`",
              example = "\"0\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(content = @Content(examples = @ExampleObject(name = "30 days", value = REQUEST)))
          @NotNull
          @Valid
          SettingsRequest request) {
    return scope
        .require(wabaId)
        .chain(account -> change(account, ifMatch, request).map(now -> answer(account, now)));
  }

  private Uni<SettingsVersion> change(
      Account account, Optional<String> ifMatch, SettingsRequest request) {
    var settings = request.settings();
    // No finer than the database keeps it.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var change = new SettingsVersion.Change(now, caller.getPrincipal().getName());
    return transactions
        .inAccount(
            account.id(),
            connection ->
                read(connection, account.id())
                    .invoke(present -> VersionTag.require(ifMatch, present.version()))
                    .chain(
                        present ->
                            AccountSettingsTable.replace(
                                connection, account.id(), present.version(), settings, change))
                    .map(changed -> changed.orElseThrow(VersionTag::outdated)))
        .invoke(
            version -> {
              current.remember(account.id(), version);
              LOG.infof(
                  "settings of account %s changed to version %d",
                  account.wabaId(), version.version());
            });
  }

  private static Uni<SettingsVersion> read(SqlConnection connection, int accountId) {
    return AccountSettingsTable.find(connection, Set.of(accountId))
        .map(found -> found.getOrDefault(accountId, SettingsVersion.NONE));
  }

  private static RestResponse<SettingsAnswer> answer(Account account, SettingsVersion version) {
    return RestResponse.ResponseBuilder.ok(SettingsAnswer.of(account.wabaId(), version))
        .header(HttpHeaders.ETAG, VersionTag.of(version.version()))
        .build();
  }
}
