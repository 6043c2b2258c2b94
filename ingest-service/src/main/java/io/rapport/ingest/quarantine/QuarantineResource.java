package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.ingest.store.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What could not be read: listed and counted without its content, and read again. */
@Path("/v1/quarantine")
@Tag(name = "Quarantine", description = "What came in and could not be read")
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {

  /** Reasons and fields. */
  static final String WORD = "[!-~]{1,64}";

  /** The only account that no WABA is. */
  private static final int NO_ACCOUNT = 0;

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  private static final String ACCOUNT =
      "WABA id; absent for items that belong to no account, which takes a token for all accounts";

  private static final String PAGE =
      """
      {"items": [{"id": "0b0c8a52-7f5b-8f0e-9d0e-3b9d3f0d2c11", "receivedAt": "2026-11-01T10:00:00Z",
        "field": "automatic_events", "reason": "unknown-message",
        "detail": "it names a message nobody has told us about", "size": 412, "truncated": false}]}""";

  private static final String COUNTS =
      """
      {"items": [{"reason": "unknown-message", "field": "automatic_events", "count": 17, "truncated": 0,
        "oldest": "2026-11-01T10:00:00Z", "newest": "2026-11-03T09:12:44Z"}]}""";

  private static final String REQUEST =
      """
      {"account": "102290129340398", "reason": "unknown-message", "from": "2026-11-01T00:00:00Z"}""";

  private static final String RESULT =
      """
      {"redriven": 15, "kept": 2, "truncated": 0, "remaining": 0}""";

  private final AccountScope scope;
  private final QuarantineItems items;
  private final Redrive redrive;

  QuarantineResource(AccountScope scope, QuarantineItems items, Redrive redrive) {
    this.scope = requireNonNull(scope, "scope is null");
    this.items = requireNonNull(items, "items is null");
    this.redrive = requireNonNull(redrive, "redrive is null");
  }

  @GET
  @RolesAllowed(Role.ADMIN)
  @Operation(
      operationId = "listQuarantine",
      summary = "What could not be read",
      description =
          "Items in the order in which they came in, with the reason each is there; never their"
              + " content. Roles: admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of items",
      content =
          @Content(
              schema = @Schema(implementation = QuarantinePage.class),
              examples = @ExampleObject(name = "one item", value = PAGE)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<QuarantinePage> list(
      @Parameter(description = ACCOUNT, example = "102290129340398") @QueryParam("account")
          String account,
      @Parameter(description = "Only of this reason", example = "unknown-message")
          @QueryParam("reason")
          @Pattern(regexp = WORD)
          String reason,
      @Parameter(description = "Only of this webhook field", example = "automatic_events")
          @QueryParam("field")
          @Pattern(regexp = WORD)
          String field,
      @Parameter(description = "Only what came in from then on", example = "2026-11-01T00:00:00Z")
          @QueryParam("from")
          String from,
      @Parameter(description = "Only what came in before then", example = "2026-12-01T00:00:00Z")
          @QueryParam("to")
          String to,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") String cursor,
      @Parameter(description = "How many at most", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(1000)
          int limit) {
    var start = cursor(cursor, "cursor");
    var begin = instant(from, "from");
    var end = instant(to, "to");
    return accountId(account)
        .map(id -> filter(id, Optional.empty(), reason, field, begin, end))
        .chain(filter -> items.page(filter, start, false, limit + 1))
        .map(
            found -> {
              var shown = found.stream().limit(limit).toList();
              return new QuarantinePage(
                  shown,
                  found.size() > limit
                      ? Optional.of(
                          new Cursor(shown.getLast().receivedAt(), shown.getLast().id()).encode())
                      : Optional.empty());
            });
  }

  @GET
  @Path("/counts")
  @RolesAllowed(Role.ADMIN)
  @Operation(
      operationId = "countQuarantine",
      summary = "How much could not be read, by reason",
      description = "The items of an account for each reason and field. Roles: admin.")
  @APIResponse(
      responseCode = "200",
      description = "The counts, the largest first",
      content =
          @Content(
              schema = @Schema(implementation = QuarantineCounts.class),
              examples = @ExampleObject(name = "one reason", value = COUNTS)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<QuarantineCounts> counts(
      @Parameter(description = ACCOUNT, example = "102290129340398") @QueryParam("account")
          String account,
      @Parameter(description = "Only what came in from then on", example = "2026-11-01T00:00:00Z")
          @QueryParam("from")
          String from,
      @Parameter(description = "Only what came in before then", example = "2026-12-01T00:00:00Z")
          @QueryParam("to")
          String to) {
    var begin = instant(from, "from");
    var end = instant(to, "to");
    return accountId(account)
        .map(id -> filter(id, Optional.empty(), null, null, begin, end))
        .chain(items::counts);
  }

  @POST
  @Path("/redrive")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ADMIN)
  @Operation(
      operationId = "redriveQuarantine",
      summary = "Read items again",
      description =
          """
          Reads one item, or all of a reason, of a field, of a time, again with what is known today. \
          What can be read is kept as if it came in now, once, however often it is asked for, and leaves \
          quarantine; the rest stays under the reason that holds today. A call reads a bounded number of \
          items; while the answer has a `next`, send it as `cursor` to go on. Roles: admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "What became of the batch",
      content =
          @Content(
              schema = @Schema(implementation = RedriveResult.class),
              examples = @ExampleObject(name = "all of a reason", value = RESULT)))
  @APIResponse(responseCode = "404", description = "The account or the item is unknown")
  @APIResponse(
      responseCode = "409",
      description = "Only the beginning of the item was kept, it can never be read")
  @APIResponse(responseCode = "503", description = "Too much waits already; try again later")
  public Uni<RedriveResult> redrive(
      @RequestBody(
              content =
                  @Content(examples = @ExampleObject(name = "all of a reason", value = REQUEST)))
          @NotNull
          @Valid
          RedriveRequest request) {
    var start = cursor(request.cursor(), "/cursor");
    return accountId(request.account())
        .map(
            id ->
                filter(
                    id,
                    Optional.ofNullable(request.id()),
                    request.reason(),
                    request.field(),
                    Optional.ofNullable(request.from()),
                    Optional.ofNullable(request.to())))
        .invoke(QuarantineResource::requireNames)
        .call(this::requireReadable)
        .chain(filter -> redrive.run(filter, start))
        .onFailure()
        .transform(Unavailable::orFault);
  }

  private static void requireNames(Filter filter) {
    if (!filter.names()) {
      throw Problem.badRequest("", "name an id, a reason, a field or a time");
    }
  }

  private Uni<Void> requireReadable(Filter filter) {
    if (filter.id().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return items
        .page(filter, Cursor.START, false, 1)
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw Problem.notFound("Quarantine has no such item.");
              }
              if (found.getFirst().truncated()) {
                throw Problem.conflict(
                    "Only the beginning of the item was kept, so it can never be read.");
              }
            })
        .replaceWithVoid();
  }

  /** What belongs to no account belongs to whoever may see all of them. */
  private Uni<Integer> accountId(String account) {
    if (account == null) {
      scope.requireAll();
      return Uni.createFrom().item(NO_ACCOUNT);
    }
    return scope.require(account).map(Account::id);
  }

  private static Filter filter(
      int accountId,
      Optional<UUID> id,
      String reason,
      String field,
      Optional<Instant> from,
      Optional<Instant> to) {
    requireStorable(from, "from");
    requireStorable(to, "to");
    return new Filter(
        accountId, id, Optional.ofNullable(reason), Optional.ofNullable(field), from, to);
  }

  /** PostgreSQL's calendar ends before Java's. */
  private static void requireStorable(Optional<Instant> time, String pointer) {
    if (time.isPresent() && (time.get().isBefore(Instant.EPOCH) || !time.get().isBefore(LATEST))) {
      throw Problem.badRequest(pointer, "lies outside 1970 to 9999");
    }
  }

  private static Cursor cursor(String text, String pointer) {
    return text == null
        ? Cursor.START
        : Cursor.decode(text)
            .orElseThrow(() -> Problem.badRequest(pointer, "is no cursor of ours"));
  }

  private static Optional<Instant> instant(String text, String pointer) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException noInstant) {
      throw Problem.badRequest(pointer, "is no instant such as 2026-11-01T00:00:00Z");
    }
  }
}
