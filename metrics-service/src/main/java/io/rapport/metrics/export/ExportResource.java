package io.rapport.metrics.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.kpi.KpiFacts;
import io.rapport.metrics.kpi.KpiParameters;
import io.rapport.metrics.kpi.KpiReading;
import io.rapport.metrics.kpi.KpiReadings;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One KPI, or the facts behind it, as a file. */
@Path("/v1/kpis/{id}")
@Tag(name = "Exports")
class ExportResource {

  private static final String CSV = "text/csv";
  private static final String NDJSON = "application/x-ndjson";

  private static final String KPI_CSV =
      """
      account,kpi,definitionVersion,settingsVersion,unit,from,to,zone,dimension,key,merged,value,numerator,denominator,immature,exclusions,low,high,intervalMethod,asOf
      102290129340398,open-rate,2,0,ratio,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,UTC,campaign,spring-sale,,0.43,430,1000,0,{},0.39,0.47,cluster-ratio,2026-11-01T10:00:02Z
      """;
  private static final String KPI_NDJSON =
      """
      {"account":"102290129340398","kpi":"open-rate","definitionVersion":2,"settingsVersion":0,"unit":"ratio",\
      "from":"2026-10-01T00:00:00Z","to":"2026-10-02T00:00:00Z","zone":"UTC","dimension":"campaign",\
      "key":"spring-sale","merged":null,"value":0.43,"numerator":430,"denominator":1000,"immature":0,\
      "exclusions":{},"low":0.39,"high":0.47,"intervalMethod":"cluster-ratio",\
      "asOf":"2026-11-01T10:00:02Z"}
      """;
  private static final String FACTS_CSV =
      """
      contactId,messageId,channel,sentAt,deliveredAt,readAt,failedAt,errorCode,firstReplyAt,replyTapped,reason,definitionVersion,settingsVersion
      0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11,6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22,106540352242922,2026-10-01T07:00:00Z,2026-10-01T07:00:02Z,2026-10-01T07:12:31Z,,,,false,"read PT12M31S after sending, at least PT72H ago",2,0
      """;
  private static final String FACTS_NDJSON =
      """
      {"contactId":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11",\
      "messageId":"6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22","channel":"106540352242922",\
      "sentAt":"2026-10-01T07:00:00Z","deliveredAt":"2026-10-01T07:00:02Z",\
      "readAt":"2026-10-01T07:12:31Z","replyTapped":false,\
      "reason":"read PT12M31S after sending, at least PT72H ago",\
      "definitionVersion":2,"settingsVersion":0}
      """;
  private static final String NOT_FOUND = "There is no such KPI, or no such account yet";
  private static final String TOO_SLOW = "The database would need longer than it may";
  private static final String BUSY =
      "Too many exports run, or the database would need longer than it may";

  private final KpiReadings readings;
  private final KpiFacts facts;
  private final AccountScope accounts;
  private final ExportGate gate;
  private final ExportSettings settings;
  private final ObjectMapper mapper;
  private final Clock clock;

  ExportResource(
      KpiReadings readings,
      KpiFacts facts,
      AccountScope accounts,
      ExportGate gate,
      ExportSettings settings,
      ObjectMapper mapper,
      Clock clock) {
    this.readings = requireNonNull(readings, "readings is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.mapper = requireNonNull(mapper, "mapper is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @Path("/export")
  @Produces(CSV)
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "exportKpi",
      summary = "One KPI as a file",
      description =
          """
          The numbers that the same question gets as JSON, one a line: of the whole period, or of each \
          step, each group, or each step of each group. CSV, or NDJSON where Accept says so. Texts \
          that a spreadsheet would take for a formula begin with an apostrophe in CSV.

          Roles: analyst, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The numbers.",
      content = {
        @Content(
            mediaType = CSV,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "open rate by campaign and day", value = KPI_CSV)),
        @Content(
            mediaType = NDJSON,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "open rate by campaign and day", value = KPI_NDJSON))
      })
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Multi<byte[]> csv(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @RestQuery @Parameter(description = "A dimension of the KPI.", example = "campaign")
          String groupBy,
      @RestQuery
          @Parameter(
              description = "Length of the steps: hour, day, week or month.",
              example = "day")
          String granularity,
      @Context UriInfo uri) {
    return numbers(id, parameters, uri, Format.CSV);
  }

  @GET
  @Path("/export")
  @Produces(NDJSON)
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(hidden = true)
  public Multi<byte[]> ndjson(
      @RestPath String id, @BeanParam KpiParameters parameters, @Context UriInfo uri) {
    return numbers(id, parameters, uri, Format.NDJSON);
  }

  @GET
  @Path("/facts/export")
  @Produces(CSV)
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "exportKpiFacts",
      summary = "The facts behind a number as a file",
      description =
          """
          All of them, oldest first, from one moment of the database, sent as fast as they are taken. \
          Contacts are pseudonyms. A file that was broken off ends without the end of the response, \
          which clients report as an error. CSV, or NDJSON where Accept says so.

          Roles: analyst, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The facts.",
      content = {
        @Content(
            mediaType = CSV,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "open rate", value = FACTS_CSV)),
        @Content(
            mediaType = NDJSON,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "open rate", value = FACTS_NDJSON))
      })
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = BUSY)
  public Multi<byte[]> factsCsv(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description = "numerator or denominator.",
              required = true,
              example = "numerator")
          String part,
      @RestQuery @Parameter(description = "The moment at which maturity is judged. Default: now.")
          String asOf,
      @Context UriInfo uri) {
    return facts(id, parameters, uri, Format.CSV);
  }

  @GET
  @Path("/facts/export")
  @Produces(NDJSON)
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(hidden = true)
  public Multi<byte[]> factsNdjson(
      @RestPath String id, @BeanParam KpiParameters parameters, @Context UriInfo uri) {
    return facts(id, parameters, uri, Format.NDJSON);
  }

  private Multi<byte[]> numbers(String id, KpiParameters parameters, UriInfo uri, Format format) {
    var now = clock.instant();
    Map<String, List<String>> query = uri.getQueryParameters();
    return file(
        id,
        format,
        accounts
            .require(KpiReadings.account(parameters))
            .chain(account -> readings.asked(account, id, parameters, query, true, now))
            .onItem()
            .transformToMulti(
                rows ->
                    text(
                        Format.columns(mapper, KpiReading.class),
                        Multi.createFrom().item(rows),
                        format)));
  }

  private Multi<byte[]> facts(String id, KpiParameters parameters, UriInfo uri, Format format) {
    var now = clock.instant();
    Map<String, List<String>> query = uri.getQueryParameters();
    return file(
        id + "-facts",
        format,
        accounts
            .require(KpiReadings.account(parameters))
            .onItem()
            .transformToMulti(
                account -> {
                  var stream =
                      facts.asked(
                          account,
                          id,
                          parameters,
                          query,
                          now,
                          settings.pageSize(),
                          settings.patience());
                  return text(columns(stream), gate.through(stream.pages()), format);
                }));
  }

  private List<String> columns(KpiFacts.Stream stream) {
    return Stream.concat(Format.columns(mapper, stream.row()).stream(), stream.versions().stream())
        .toList();
  }

  /** The head goes with the first lines, so that a question that fails is still answered as one. */
  private Multi<byte[]> text(List<String> columns, Multi<? extends List<?>> pages, Format format) {
    var first = new AtomicBoolean(true);
    return pages
        .onItem()
        .transform(
            records -> {
              byte[] lines = format.lines(mapper, columns, records);
              return first.getAndSet(false) ? joined(format.head(columns), lines) : lines;
            })
        .filter(text -> text.length > 0);
  }

  private static byte[] joined(byte[] head, byte[] lines) {
    byte[] both = new byte[head.length + lines.length];
    System.arraycopy(head, 0, both, 0, head.length);
    System.arraycopy(lines, 0, both, head.length, lines.length);
    return both;
  }

  private static Multi<byte[]> file(String name, Format format, Multi<byte[]> text) {
    return RestMulti.fromMultiData(text)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + name + "." + format.extension() + "\"")
        .build();
  }
}
