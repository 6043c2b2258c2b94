package io.rapport.ingest.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.store.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files about the past (docs/import.md). */
@Path("/v1/imports")
@Tag(name = "Imports", description = "Files about the past, chunk by chunk, each of them once")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.INTEGRATOR, Role.ADMIN})
public class ImportsResource {

  private static final String NDJSON = "application/x-ndjson";
  private static final String ACCOUNT = "WABA id";
  private static final String WABA = "102290129340398";
  private static final String ID = "0b0c8a52-7f5b-4f0e-9d0e-3b9d3f0d2c11";

  private static final String REQUEST =
      """
      {"account": "102290129340398", "format": "csv", "key": "sha256-6b86b273ff34fce1",
       "options": {"phoneNumberId": "106540352242922"}}""";

  private static final String ANSWER =
      """
      {"id": "0b0c8a52-7f5b-4f0e-9d0e-3b9d3f0d2c11", "account": "102290129340398", "format": "csv",
       "key": "sha256-6b86b273ff34fce1", "dryRun": false, "state": "open", "bytes": 1048576, "rows": 9311,
       "accepted": 9300, "duplicates": 9, "rejected": 2, "createdAt": "2026-11-01T10:00:00Z",
       "updatedAt": "2026-11-01T10:00:02Z"}""";

  private static final String CHUNK =
      """
      direction,contact,time,wamid,campaign,deliveredAt
      out,4915112345678,2026-10-01T10:00:00Z,wamid.A,spring-sale,2026-10-01T10:00:02Z
      """;

  private static final String FAULTS =
      """
      {"line": 17, "column": "time", "reason": "is missing"}
      """;

  private final AccountScope scope;
  private final Imports imports;
  private final long maxChunkSize;

  ImportsResource(AccountScope scope, Imports imports, ImportSettings settings) {
    this.scope = requireNonNull(scope, "scope is null");
    this.imports = requireNonNull(imports, "imports is null");
    this.maxChunkSize = settings.maxChunkSize().asLongValue();
  }

  /** The latest imports first. */
  @Schema(name = "ImportPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(
      @Schema(required = true) List<ImportAnswer> items,
      @Schema(description = "Send as `cursor` to read on; absent on the last page")
          Optional<UUID> next) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "openImport",
      summary = "Begin to import a file, or go on with it",
      description =
          "Answers with the import of the key, begun if there is none; its `bytes` say where the next"
              + " chunk begins. Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "It was begun before",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "under way", value = ANSWER)))
  @APIResponse(
      responseCode = "201",
      description = "Begun",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "begun", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(
      responseCode = "409",
      description = "The key has another format or other options, or too many imports are open")
  public Uni<Response> open(
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "a CSV file", value = REQUEST)))
          @NotNull
          @Valid
          ImportRequest request) {
    return scope
        .require(request.account())
        .chain(account -> imports.open(account, request))
        .map(
            opened -> {
              var answer = opened.job().answer(request.account());
              return opened.fresh()
                  ? Response.created(URI.create("/v1/imports/" + answer.id()))
                      .entity(answer)
                      .build()
                  : Response.ok(answer).build();
            });
  }

  @GET
  @Operation(
      operationId = "listImports",
      summary = "Imports, the latest first",
      description = "Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "A page of imports",
      content =
          @Content(
              schema = @Schema(implementation = Page.class),
              examples =
                  @ExampleObject(name = "one import", value = "{\"items\": [" + ANSWER + "]}")))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  public Uni<Page> list(
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account,
      @Parameter(description = "The `next` of the page before") @QueryParam("cursor") UUID cursor,
      @Parameter(description = "How many at most", example = "50")
          @QueryParam("limit")
          @DefaultValue("50")
          @Min(1)
          @Max(200)
          int limit) {
    return scope
        .require(account)
        .chain(known -> imports.page(known, Optional.ofNullable(cursor), limit + 1))
        .map(
            found -> {
              var shown = found.stream().limit(limit).map(job -> job.answer(account)).toList();
              return new Page(
                  shown,
                  found.size() > limit ? Optional.of(shown.getLast().id()) : Optional.empty());
            });
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getImport",
      summary = "How far an import is",
      description = "Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "The import",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "under way", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account or the import is unknown")
  public Uni<ImportAnswer> get(
      @Parameter(description = "Of the import", example = ID) @PathParam("id") UUID id,
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account) {
    return scope
        .require(account)
        .chain(known -> imports.find(known, id))
        .map(job -> job.answer(account));
  }

  @POST
  @Path("/{id}/chunks")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "importChunk",
      summary = "The next chunk of a file",
      description =
          "Whole records, UTF-8, the bytes as they stand in the file, a line break at their end unless"
              + " the chunk is the `last`; the first chunk begins with the"
              + " header, where the format has one. Answered once all it says is committed. A chunk that"
              + " is done already changes nothing, so it may be sent again whenever in doubt. A chat is"
              + " one chunk, with the headers. Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "Committed; `bytes` says where the next chunk begins",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "under way", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account or the import is unknown")
  @APIResponse(
      responseCode = "409",
      description = "The import is closed, or the chunk begins too late")
  @APIResponse(responseCode = "413", description = "The chunk is too large")
  @APIResponse(responseCode = "503", description = "Too much waits already; send it again later")
  public Uni<ImportAnswer> chunk(
      @Parameter(description = "Of the import", example = ID) @PathParam("id") UUID id,
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account,
      @Parameter(description = "Byte of the file with which it begins", example = "0")
          @QueryParam("offset")
          @NotNull
          @Min(0)
          Long offset,
      @Parameter(description = "The file ends with it, be it without a line break")
          @QueryParam("last")
          @DefaultValue("false")
          boolean last,
      @Parameter(description = "Chat: the customer's number or user id, percent-encoded")
          @HeaderParam("X-Rapport-Contact")
          String contact,
      @Parameter(description = "Chat: the name under which the business writes, percent-encoded")
          @HeaderParam("X-Rapport-Business-Name")
          String businessName,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.TEXT_PLAIN,
                      schema = @Schema(type = SchemaType.STRING),
                      examples =
                          @ExampleObject(name = "the beginning of a CSV file", value = CHUNK)))
          @NotNull
          byte[] body) {
    if (body.length > maxChunkSize) {
      throw Problem.tooLarge("A chunk has at most %d bytes.".formatted(maxChunkSize));
    }
    var chat = new Chunk.Chat(ChatHeader.decode(contact), ChatHeader.decode(businessName));
    return scope
        .require(account)
        .chain(known -> imports.chunk(known, id, offset, new Chunk.Part(body, last), chat))
        .onFailure()
        .transform(Unavailable::orFault)
        .map(job -> job.answer(account));
  }

  @POST
  @Path("/{id}/finish")
  @Operation(
      operationId = "finishImport",
      summary = "The whole file is there",
      description = "Closes the import. Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "Closed, now or before",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "closed", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account or the import is unknown")
  public Uni<ImportAnswer> finish(
      @Parameter(description = "Of the import", example = ID) @PathParam("id") UUID id,
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account) {
    return end(account, id, ImportState.FINISHED);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "cancelImport",
      summary = "Stop an import",
      description = "What it has kept stays. Roles: integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "Closed, now or before",
      content =
          @Content(
              schema = @Schema(implementation = ImportAnswer.class),
              examples = @ExampleObject(name = "closed", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account or the import is unknown")
  public Uni<ImportAnswer> cancel(
      @Parameter(description = "Of the import", example = ID) @PathParam("id") UUID id,
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account) {
    return end(account, id, ImportState.CANCELLED);
  }

  private Uni<ImportAnswer> end(String account, UUID id, ImportState state) {
    return scope
        .require(account)
        .chain(known -> imports.end(known, id, state))
        .map(job -> job.answer(account));
  }

  @GET
  @Path("/{id}/errors")
  @Produces(NDJSON)
  @Operation(
      operationId = "getImportErrors",
      summary = "The rows that could not be understood",
      description =
          "A JSON object a line: line of the file, column, reason; nothing of what stands there. Roles:"
              + " integrator, admin.")
  @APIResponse(
      responseCode = "200",
      description = "The faults in the order of the file",
      content =
          @Content(
              mediaType = NDJSON,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one fault", value = FAULTS)))
  @APIResponse(responseCode = "404", description = "The account or the import is unknown")
  public Uni<String> errors(
      @Parameter(description = "Of the import", example = ID) @PathParam("id") UUID id,
      @Parameter(description = ACCOUNT, example = WABA) @QueryParam("account") @NotNull
          String account) {
    return scope
        .require(account)
        .chain(known -> imports.errors(known, id))
        .map(faults -> faults.stream().map(ImportsResource::line).collect(Collectors.joining()));
  }

  private static String line(Faulty fault) {
    return JsonObject.of("line", fault.line(), "column", fault.column(), "reason", fault.reason())
            .encode()
        + "\n";
  }
}
