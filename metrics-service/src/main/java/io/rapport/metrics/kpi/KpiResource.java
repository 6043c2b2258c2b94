package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.metrics.Moments;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** KPIs, what they mean and the facts behind them. */
@Path("/v1/kpis")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "KPIs")
class KpiResource {

  static final Set<String> COMMON =
      Set.of(
          "account",
          "from",
          "to",
          "zone",
          "channel",
          "origin",
          "campaign",
          "variant",
          "template",
          "language",
          "segment",
          "lifecycle",
          "memberOf",
          "initiatedBy",
          "bot",
          "flow",
          "intent",
          "handoverReason",
          "survey",
          "category",
          "format");

  private static final String NOT_FOUND = "There is no such KPI, or no such account yet";
  private static final String TOO_SLOW = "The database would need longer than it may";

  private final KpiAnswers answers;
  private final FactPages facts;
  private final ExclusionPages exclusions;
  private final Questions questions;
  private final AccountScope accounts;
  private final SecurityIdentity identity;
  private final Clock clock;

  KpiResource(
      KpiAnswers answers,
      FactPages facts,
      ExclusionPages exclusions,
      Questions questions,
      AccountScope accounts,
      SecurityIdentity identity,
      Clock clock) {
    this.answers = requireNonNull(answers, "answers is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.exclusions = requireNonNull(exclusions, "exclusions is null");
    this.questions = requireNonNull(questions, "questions is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.identity = requireNonNull(identity, "identity is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @GET
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "listKpis",
      summary = "All KPIs of an account",
      description =
          """
          All KPIs at once, read from one moment of the database. Each comes with numerator, \
          denominator, immature facts, exclusions by reason, its 95 % interval and the version of its \
          definition. With a filter, KPIs that do not know its dimension are left out.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The KPIs.",
      content =
          @Content(
              schema = @Schema(implementation = KpiAnswer.All.class),
              examples = @ExampleObject(name = "one of several", value = Examples.ALL)))
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<KpiAnswer.All> all(
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description =
                  "previous: also the period of the same length before; year: also the same dates"
                      + " a year before. With the difference and whether it is significant.",
              example = "previous")
          String compare,
      @Context UriInfo uri) {
    refuseUnknown(uri, Set.of("compare"));
    var comparison = Questions.comparison(compare);
    return ask(parameters, uri, Questions.withDimensions(filters(uri)))
        .chain(
            question ->
                answers.all(question.divided(Optional.empty(), Optional.empty(), comparison)));
  }

  @GET
  @Path("/definitions")
  @RolesAllowed({
    Role.VIEWER,
    Role.ANALYST,
    Role.MARKETER,
    Role.PRIVACY,
    Role.ADMIN,
    Role.INTEGRATOR
  })
  @Operation(
      operationId = "listKpiDefinitions",
      summary = "What the KPIs mean",
      description =
          """
          The catalogue: formula, unit, horizon, dimensions, interval and sources of each KPI, and the \
          version that every number carries.

          Roles: all.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The definitions.",
      content =
          @Content(
              schema = @Schema(implementation = DefinitionAnswer.All.class),
              examples = @ExampleObject(name = "one of several", value = Examples.DEFINITIONS)))
  public DefinitionAnswer.All definitions() {
    return DefinitionAnswer.All.ofCatalogue();
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.PRIVACY, Role.ADMIN})
  @Operation(
      operationId = "getKpi",
      summary = "One KPI, as a series and by groups",
      description =
          """
          One KPI; with granularity as a series, with groupBy by the values of a dimension, with both \
          each group with its series. Who may not see single contacts gets groups of fewer than five \
          contacts (by default) merged into one called other.

          Roles: viewer, analyst, marketer, privacy, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The KPI.",
      content =
          @Content(
              schema = @Schema(implementation = KpiAnswer.One.class),
              examples = @ExampleObject(name = "open rate", value = Examples.ONE)))
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<KpiAnswer.One> one(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description =
                  "channel, origin, campaign, variant, template, language, segment, lifecycle, category,"
                      + " format, initiatedBy, bot, flow, intent, handoverReason, survey, hourOfDay,"
                      + " dayOfWeek (1 is Monday) or hourOfWeek (0 to 167), by the clock of the zone; which of them"
                      + " differs from KPI to KPI.",
              example = "campaign")
          String groupBy,
      @RestQuery
          @Parameter(
              description = "Length of the steps: hour, day, week (from Monday), month or quarter.",
              example = "day")
          String granularity,
      @RestQuery
          @Parameter(
              description =
                  "previous: also the period of the same length before; year: also the same dates"
                      + " a year before. With the difference and whether it is significant.",
              example = "previous")
          String compare,
      @Context UriInfo uri) {
    var kpi = Questions.kpi(id);
    refuseUnknown(uri, Set.of("groupBy", "granularity", "compare"));
    var dimension = Questions.groupBy(groupBy, kpi);
    var comparison = Questions.comparison(compare);
    return ask(parameters, uri, List.of(kpi))
        .chain(
            question ->
                answers.one(
                    question.divided(
                        dimension,
                        questions.granularity(granularity, question.period()),
                        comparison)));
  }

  @GET
  @Path("/{id}/facts")
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "listKpiFacts",
      summary = "The rows behind a number",
      description =
          """
          Exactly as many facts as numerator or denominator say, oldest first, each with \
          the reason why it counts. Contacts are pseudonyms. All pages are about the moment of the \
          first one; send asOf of an earlier answer to open that one.

          Roles: analyst, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "A page of facts.",
      content =
          @Content(
              schema = @Schema(implementation = FactPage.class),
              examples = @ExampleObject(name = "open rate", value = Examples.FACTS)))
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<FactPage> facts(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description = "numerator or denominator.",
              required = true,
              example = "numerator")
          String part,
      @RestQuery @Parameter(description = "Where to go on: next of the page before.") String cursor,
      @RestQuery
          @Parameter(
              description = "How many facts at most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "100"))
          String limit,
      @RestQuery @Parameter(description = "The moment at which maturity is judged. Default: now.")
          String asOf,
      @Context UriInfo uri) {
    var kpi = Questions.kpi(id);
    refuseUnknown(uri, Set.of("part", "cursor", "limit", "asOf"));
    var wanted = Questions.part(part);
    int size = questions.limit(limit);
    int digest = Questions.digest(kpi, wanted.id(), uri.getQueryParameters());
    var after = Optional.ofNullable(cursor).map(text -> cursor(text, digest));
    var now = clock.instant();
    var filters = filters(uri);
    var moment = after.map(Cursor::asOf).orElseGet(() -> Questions.asOf(asOf, now));
    return accounts
        .require(Questions.account(parameters))
        .map(
            account ->
                questions
                    .question(parameters, filters, account, List.of(kpi), true, moment)
                    .settled())
        .chain(question -> facts.page(question, wanted, after, size, digest));
  }

  @GET
  @Path("/{id}/exclusions")
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(
      operationId = "listKpiExclusions",
      summary = "The rows a number leaves out",
      description =
          """
          Exactly as many facts as exclusions of the KPI say, oldest first, each with its reason. \
          Contacts are pseudonyms.

          Roles: analyst, admin.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "A page of facts that count in nothing.",
      content =
          @Content(
              schema = @Schema(implementation = ExclusionPage.class),
              examples = @ExampleObject(name = "open rate", value = Examples.EXCLUSIONS)))
  @APIResponse(responseCode = "404", description = NOT_FOUND)
  @APIResponse(responseCode = "503", description = TOO_SLOW)
  public Uni<ExclusionPage> exclusions(
      @RestPath @Parameter(description = "Name of the KPI.", example = "open-rate") String id,
      @BeanParam KpiParameters parameters,
      @RestQuery
          @Parameter(
              description = "Only for this reason: test, internal, group, erased or no-basis.",
              example = "group")
          String reason,
      @RestQuery @Parameter(description = "Where to go on: next of the page before.") String cursor,
      @RestQuery
          @Parameter(
              description = "How many facts at most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "100"))
          String limit,
      @Context UriInfo uri) {
    var kpi = Questions.kpi(id);
    refuseUnknown(uri, Set.of("reason", "cursor", "limit"));
    var wanted = Questions.reason(reason);
    int size = questions.limit(limit);
    int digest = Questions.digest(kpi, "exclusions", uri.getQueryParameters());
    var after = Optional.ofNullable(cursor).map(text -> cursor(text, digest));
    var filters = filters(uri);
    var moment = after.map(Cursor::asOf).orElseGet(clock::instant);
    return accounts
        .require(Questions.account(parameters))
        .map(
            account ->
                questions
                    .question(parameters, filters, account, List.of(kpi), true, moment)
                    .settled())
        .chain(question -> exclusions.page(question, wanted, after, size, digest));
  }

  private static Cursor cursor(String text, int digest) {
    return Cursor.decode(text)
        .filter(cursor -> cursor.question() == digest)
        .filter(cursor -> Moments.plausible(cursor.asOf()) && Moments.plausible(cursor.time()))
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "cursor",
                    "This is not the next of a page of the same question. Begin without it."));
  }

  private Uni<Question> ask(KpiParameters parameters, UriInfo uri, List<KpiDefinition> kpis) {
    boolean singleContacts = identity.hasRole(Role.ANALYST) || identity.hasRole(Role.ADMIN);
    Instant now = clock.instant();
    var filters = filters(uri);
    return accounts
        .require(Questions.account(parameters))
        .map(
            account -> questions.question(parameters, filters, account, kpis, singleContacts, now));
  }

  private static Map<Dimension, List<String>> filters(UriInfo uri) {
    return KpiParameters.filters(uri.getQueryParameters());
  }

  private static void refuseUnknown(UriInfo uri, Set<String> more) {
    var known = new HashSet<>(COMMON);
    known.addAll(more);
    Parameters.refuseUnknown(uri.getQueryParameters().keySet(), known);
  }
}
