package io.rapport.metrics.kpi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What every question about KPIs may say: account, period, zone and filters. */
public record KpiParameters(
    @RestQuery
        @Parameter(
            description = "WABA id of the account; it must be among those your token names.",
            required = true,
            example = "102290129340398")
        String account,
    @RestQuery
        @Parameter(
            description =
                "Begin of the period: a date (midnight in the zone) or an instant. Default: 30 days"
                    + " before its end.",
            example = "2026-10-01")
        String from,
    @RestQuery
        @Parameter(
            description =
                "End of the period, which no longer belongs to it: a date or an instant. Default:"
                    + " the end of today.",
            example = "2026-11-01")
        String to,
    @RestQuery
        @Parameter(
            description = "IANA time zone of dates and steps. Default: the account's.",
            example = "Europe/Berlin")
        String zone,
    @RestQuery @Parameter(description = "Only of these phone number ids. Repeat for several.")
        List<String> channel,
    @RestQuery
        @Parameter(
            description =
                "Only of these origins: campaign, automation, survey, bot, agent, app, service,"
                    + " template; of a turn: who answered first. Empty: none is known.")
        List<String> origin,
    @RestQuery @Parameter(description = "Only of these campaigns. Empty: of no campaign.")
        List<String> campaign,
    @RestQuery @Parameter(description = "Only of these variants. Empty: of no variant.")
        List<String> variant,
    @RestQuery @Parameter(description = "Only of these templates. Empty: of no template.")
        List<String> template,
    @RestQuery @Parameter(description = "Only in these languages. Empty: none is known.")
        List<String> language,
    @RestQuery @Parameter(description = "Only to these segments. Empty: to no segment.")
        List<String> segment,
    @RestQuery
        @Parameter(
            description =
                "Only of contacts who were this when the fact began: new (first message less than 30"
                    + " days before), active, dormant (silent for 90 days).")
        List<String> lifecycle,
    @RestQuery
        @Parameter(
            description = "Only of these of Meta's pricing categories. Empty: none is known.")
        List<String> category,
    @RestQuery
        @Parameter(description = "Only of these formats: text, media, interactive, template.")
        List<String> format,
    @RestQuery @Parameter(description = "Only episodes begun by these: customer, business.")
        List<String> initiatedBy,
    @RestQuery @Parameter(description = "Only of these bots. Empty: of none that said its name.")
        List<String> bot,
    @RestQuery @Parameter(description = "Only of these flows. Empty: of none.") List<String> flow,
    @RestQuery
        @Parameter(description = "Only inputs of these intents. Empty: of none that has a name.")
        List<String> intent,
    @RestQuery
        @Parameter(
            description =
                "Only episodes handed to a person for these reasons: asked-for-human,"
                    + " low-confidence, policy, out-of-scope, limit, other. Empty: none is known.")
        List<String> handoverReason,
    @RestQuery @Parameter(description = "Only of these surveys.") List<String> survey,
    @RestQuery
        @Parameter(
            description =
                "Only of contacts who were in one of these segments of the account (their ids) when"
                    + " the fact began, as far as that is written down.")
        List<String> memberOf) {

  /** A question without filters. */
  static KpiParameters of(String account, String from, String to, String zone) {
    return new KpiParameters(
        account, from, to, zone, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of());
  }

  /**
   * The filters that were given, by dimension; out of all parameters as they stand in the URL,
   * because an empty value means something here and would be dropped from the lists above.
   */
  static Map<Dimension, List<String>> filters(Map<String, List<String>> parameters) {
    var filters = new EnumMap<Dimension, List<String>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      var values = parameters.get(dimension.id());
      if (values != null && !dimension.temporal()) {
        filters.put(dimension, List.copyOf(values));
      }
    }
    return filters;
  }
}
