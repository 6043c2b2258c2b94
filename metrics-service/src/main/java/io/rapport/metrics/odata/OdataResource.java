package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The OData feed. */
@Path("/odata/v1")
@Tag(name = "OData")
class OdataResource {

  private static final String VERSION = "OData-Version";
  private static final String METADATA = "$metadata";

  private static final String SERVICE =
      """
      {"@odata.context":"https://metrics.example/odata/v1/$metadata","value":[
        {"name":"KpiDaily","kind":"EntitySet","url":"KpiDaily"}]}\
      """;
  private static final String CSDL =
      """
      <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"/>\
      """;
  private static final String ROWS =
      """
      {"@odata.context":"https://metrics.example/odata/v1/$metadata#KpiDaily","value":[
        {"Account":"102290129340398","Kpi":"open-rate","Date":"2026-10-01","Value":0.43,
         "Numerator":430,"Denominator":1000,"Immature":0,"Excluded":3,"Low":0.39,"High":0.47,
         "IntervalMethod":"cluster-ratio","Unit":"ratio","DefinitionVersion":2,
         "Zone":"Europe/Berlin","AsOf":"2026-11-01T10:00:02Z"}],
       "@odata.nextLink":"https://metrics.example/odata/v1/KpiDaily?$skiptoken=MTc2"}\
      """;

  private final KpiFeed feed;
  private final QueryReader queries;
  private final AccountScope accounts;
  private final SecurityIdentity identity;
  private final ObjectMapper mapper;
  private final Clock clock;

  OdataResource(
      KpiFeed feed,
      QueryReader queries,
      AccountScope accounts,
      SecurityIdentity identity,
      ObjectMapper mapper,
      Clock clock) {
    this.feed = requireNonNull(feed, "feed is null");
    this.queries = requireNonNull(queries, "queries is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.identity = requireNonNull(identity, "identity is null");
    this.mapper = requireNonNull(mapper, "mapper is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = VERSION, value = "4.0")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getOdataService",
      summary = "What the OData feed has",
      description =
          """
          The service document of OData 4.0: the entity sets.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The entity sets.",
      content =
          @Content(
              schema = @Schema(implementation = Object.class),
              examples = @ExampleObject(name = "one of several", value = SERVICE)))
  public ObjectNode service(@Context UriInfo uri) {
    QueryReader.refuseUnknown(uri.getQueryParameters().keySet());
    var document = mapper.createObjectNode().put("@odata.context", root(uri) + METADATA);
    var sets = document.putArray("value");
    for (var set : EntitySet.values()) {
      sets.addObject().put("name", set.id()).put("kind", "EntitySet").put("url", set.id());
    }
    return document;
  }

  @GET
  @Path("/$metadata")
  @Produces(MediaType.APPLICATION_XML)
  @ResponseHeader(name = VERSION, value = "4.0")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getOdataMetadata",
      summary = "What the rows of the OData feed look like",
      description =
          """
          The metadata document of OData 4.0 (CSDL): entity types, keys, properties.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "CSDL in XML.",
      content =
          @Content(
              schema = @Schema(implementation = String.class),
              examples = @ExampleObject(name = "its root", value = CSDL)))
  public String metadata() {
    return Csdl.document();
  }

  /** For clients that escape the dollar sign, as they may. */
  @GET
  @Path("/%24metadata")
  @Produces(MediaType.APPLICATION_XML)
  @ResponseHeader(name = VERSION, value = "4.0")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(hidden = true)
  public String escapedMetadata() {
    return Csdl.document();
  }

  @GET
  @Path("/{set}")
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = VERSION, value = "4.0")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "listOdataRows",
      summary = "Rows of the OData feed",
      description =
          """
          KpiDaily has a row for each account, KPI and day of the account's zone; KpiDailyByDimension \
          one for each value of each dimension as well; KpiDefinitions says what the KPIs mean. Where \
          the filter says nothing of the date, the rows are of the last 400 days (by default). A page \
          has up to 5000 rows (by default); @odata.nextLink leads to the next. Who may not see single \
          contacts gets small groups merged, as from the other operations.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "A page of rows.",
      content =
          @Content(
              schema = @Schema(implementation = Object.class),
              examples = @ExampleObject(name = "one day", value = ROWS)))
  @APIResponse(responseCode = "404", description = "There is no such entity set")
  @APIResponse(responseCode = "501", description = "A part of OData that is not supported")
  @APIResponse(responseCode = "503", description = "The database would need longer than it may")
  public Uni<ObjectNode> rows(
      @RestPath @Parameter(description = "Name of the entity set.", example = "KpiDaily")
          String set,
      @BeanParam QueryOptions options,
      @Context UriInfo uri) {
    var entities =
        EntitySet.ofId(set)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "There is no entity set of this name. There are: "
                            + Arrays.stream(EntitySet.values())
                                .map(EntitySet::id)
                                .collect(Collectors.joining(", "))
                            + "."));
    QueryReader.refuseUnknown(uri.getQueryParameters().keySet());
    var now = clock.instant();
    var query = queries.read(entities, options, now.getEpochSecond());
    boolean singleContacts = identity.hasRole(Role.ANALYST) || identity.hasRole(Role.ADMIN);
    return accounts
        .all()
        .chain(permitted -> feed.page(query, permitted, singleContacts, now))
        .map(page -> write(query, page, uri));
  }

  private ObjectNode write(Query query, KpiFeed.Page page, UriInfo uri) {
    var context = root(uri) + METADATA + "#" + query.set().id();
    var document =
        mapper
            .createObjectNode()
            .put(
                "@odata.context",
                query.select().isEmpty()
                    ? context
                    : query.select().stream()
                        .map(EntitySet.Property::name)
                        .collect(Collectors.joining(",", context + "(", ")")));
    page.count().ifPresent(count -> document.put("@odata.count", count));
    var rows = document.putArray("value");
    for (var row : page.rows()) {
      var object = rows.addObject();
      for (var property : query.properties()) {
        object.set(property.name(), mapper.valueToTree(row.value(property.name()).orElse(null)));
      }
    }
    page.next().ifPresent(token -> document.put("@odata.nextLink", next(uri, token)));
    return document;
  }

  /** The same question from there on. */
  private static String next(UriInfo uri, SkipToken token) {
    var query = new StringBuilder("?");
    var parameters = uri.getQueryParameters();
    var kept = new HashSet<>(parameters.keySet());
    // What was skipped stays skipped: the token knows.
    kept.removeAll(Set.of("$skip", "$skiptoken"));
    kept.stream()
        .sorted()
        .forEach(
            name ->
                query
                    .append(name)
                    .append('=')
                    .append(encoded(parameters.getFirst(name)))
                    .append('&'));
    return uri.getAbsolutePath() + query.append("$skiptoken=").append(token.encode()).toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String root(UriInfo uri) {
    return uri.getBaseUri() + "odata/v1/";
  }
}
