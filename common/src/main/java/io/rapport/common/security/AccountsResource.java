package io.rapport.common.security;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which accounts the caller may see: the first thing a client needs, and the same everywhere. */
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts", description = "WhatsApp Business Accounts within reach of the caller")
public class AccountsResource {

  private final AccountScope scope;

  public AccountsResource(AccountScope scope) {
    this.scope = requireNonNull(scope, "scope is null");
  }

  /**
   * One account as clients see it.
   *
   * @param account its WABA id
   * @param name what people call it, where somebody named it
   */
  @Schema(name = "Account")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Entry(
      @Schema(required = true, description = "WABA id") String account,
      @Schema(description = "What people call it; absent where nobody named it")
          Optional<String> name,
      @Schema(
              required = true,
              implementation = String.class,
              description = "IANA zone in which the account's days begin")
          ZoneId zone) {

    static Entry of(Account account) {
      return new Entry(account.wabaId(), account.name(), account.zone());
    }
  }

  /**
   * A page of accounts.
   *
   * @param next what to send as {@code after} to read on; empty on the last page
   */
  @Schema(name = "Accounts")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(
      @Schema(required = true) List<Entry> items,
      @Schema(description = "Send as `after` to read on; absent on the last page")
          Optional<String> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  @GET
  @RolesAllowed({
    Role.VIEWER,
    Role.ANALYST,
    Role.MARKETER,
    Role.PRIVACY,
    Role.ADMIN,
    Role.INTEGRATOR
  })
  @Operation(
      operationId = "listAccounts",
      summary = "The accounts the caller may see",
      description =
          """
          Those that the token names in its claim `accounts` and that Rapport knows, in the order of
          their WABA ids; `*` in the claim stands for all. An account is known from its first webhook
          on. Roles: any.""")
  @APIResponse(
      responseCode = "200",
      description = "A page of accounts",
      content =
          @Content(
              schema = @Schema(implementation = Page.class),
              examples =
                  @ExampleObject(
                      name = "two",
                      value =
                          """
                          {"items":[
                            {"account":"102290129340398","name":"Shop","zone":"Europe/Berlin"},
                            {"account":"102290129340399","zone":"UTC"}]}""")))
  public Uni<Page> list(
      @Parameter(description = "The `next` of the page before", example = "102290129340398")
          @QueryParam("after")
          @DefaultValue("")
          @Pattern(regexp = "\\P{Cntrl}{0,128}")
          String after,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    return scope
        .after(after, limit + 1)
        .map(
            accounts ->
                new Page(
                    accounts.stream().limit(limit).map(Entry::of).toList(),
                    accounts.size() > limit
                        ? Optional.of(accounts.get(limit - 1).wabaId())
                        : Optional.empty()));
  }
}
