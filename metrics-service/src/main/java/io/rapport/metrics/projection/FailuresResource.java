package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows which contacts are missing from the numbers, and why. */
@Path("/v1/projection-failures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@Tag(name = "Rebuild")
class FailuresResource {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final AccountTransactions transactions;
  private final AccountScope scope;

  FailuresResource(AccountTransactions transactions, AccountScope scope) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.scope = requireNonNull(scope, "scope is null");
  }

  @GET
  @Operation(
      operationId = "listProjectionFailures",
      summary = "Contacts that could not be projected",
      description =
          """
          Contacts whose facts could not be made into numbers, each with the reason. They keep nobody \
          else waiting, are tried again after a delay that doubles, and leave this list when that \
          succeeds.

          Roles: admin.""")
  @APIResponse(
      responseCode = "200",
      description = "A page of failures",
      content =
          @Content(
              schema = @Schema(implementation = FailureAnswer.Page.class),
              examples =
                  @ExampleObject(
                      name = "one",
                      value =
                          """
                          {"items":[{"contactId":"0b0c8a52-7f5b-4f0e-9d0e-3b9d3f0d2c11","attempts":3,\
                          "firstFailedAt":"2026-11-01T10:00:00Z","lastFailedAt":"2026-11-01T10:00:07Z",\
                          "reason":"IllegalArgumentException: unknown event kind 99"}]}""")))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<FailureAnswer.Page> list(
      @Parameter(description = "WABA id", example = "102290129340398", required = true)
          @QueryParam("account")
          @NotNull
          String account,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    var after = Parameters.cursor(cursor).orElse(BEFORE_ALL);
    return scope.require(account).chain(known -> page(known.id(), after, limit));
  }

  private Uni<FailureAnswer.Page> page(int accountId, UUID after, int limit) {
    return transactions
        .snapshot(
            Set.of(accountId),
            connection ->
                connection
                    .preparedQuery(
                        """
                        SELECT contact_id, attempts, first_failed_at, last_failed_at, reason
                        FROM projection_failure
                        WHERE account_id = $1 AND contact_id > $2
                        ORDER BY contact_id LIMIT $3""")
                    .execute(Tuple.of(accountId, after, limit + 1)))
        .map(
            rows ->
                FailureAnswer.Page.of(
                    StreamSupport.stream(rows.spliterator(), false)
                        .map(FailuresResource::answer)
                        .toList(),
                    limit));
  }

  private static FailureAnswer answer(Row row) {
    return new FailureAnswer(
        row.getUUID("contact_id"),
        row.getInteger("attempts"),
        row.get(OffsetDateTime.class, "first_failed_at").toInstant(),
        row.get(OffsetDateTime.class, "last_failed_at").toInstant(),
        row.getString("reason"));
  }
}
