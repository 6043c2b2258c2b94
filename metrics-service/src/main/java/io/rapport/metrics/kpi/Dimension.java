package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactTable.BOT_INPUT;
import static io.rapport.metrics.kpi.FactTable.CONVERSION;
import static io.rapport.metrics.kpi.FactTable.CONVERSION_TOUCH;
import static io.rapport.metrics.kpi.FactTable.EPISODE;
import static io.rapport.metrics.kpi.FactTable.FLOW_RUN;
import static io.rapport.metrics.kpi.FactTable.FLOW_STEP;
import static io.rapport.metrics.kpi.FactTable.INVITATION;
import static io.rapport.metrics.kpi.FactTable.MESSAGE;
import static io.rapport.metrics.kpi.FactTable.OUTBOUND;
import static io.rapport.metrics.kpi.FactTable.WAIT;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.timeline.Initiator;
import io.rapport.metrics.timeline.Lifecycle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something by which facts are told apart. Its values are texts, the empty one standing for "not
 * said".
 */
public enum Dimension {
  /** The business phone number; the facts know it by its number inside the account. */
  CHANNEL("channel"),
  /** Of a message who sent it; of a turn who answered it first, so an unanswered turn has none. */
  ORIGIN("origin"),
  CAMPAIGN("campaign"),
  VARIANT("variant"),
  TEMPLATE("template"),
  LANGUAGE("language"),
  SEGMENT("segment"),
  /** Where the contact stood when the fact began. */
  LIFECYCLE("lifecycle"),
  CATEGORY("category"),
  FORMAT("format"),
  /** Who began an episode. */
  INITIATED_BY("initiatedBy"),
  BOT("bot"),
  FLOW("flow"),
  /** What a bot understood, or the name of what it did not. */
  INTENT("intent"),
  /** Why a bot's episode was handed to a person. */
  HANDOVER_REASON("handoverReason"),
  SURVEY("survey"),
  HOUR_OF_DAY("hourOfDay"),
  DAY_OF_WEEK("dayOfWeek"),
  /** From 0, the first hour of Monday, to 167. */
  HOUR_OF_WEEK("hourOfWeek"),
  /** The segments in which the contact was when the fact began; only to filter by. */
  MEMBER_OF("memberOf");

  private static final Map<String, Dimension> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Dimension::id, Function.identity()));

  private final String id;

  Dimension(String id) {
    this.id = id;
  }

  /** The name in URLs and JSON. */
  @JsonValue
  public String id() {
    return id;
  }

  static Optional<Dimension> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** Whether it is a property of the moment a fact started rather than of the fact. */
  boolean temporal() {
    return this == HOUR_OF_DAY || this == DAY_OF_WEEK || this == HOUR_OF_WEEK;
  }

  /** Whether it is what the contact was, which may have changed when the contact comes again. */
  boolean ofContact() {
    return this == LIFECYCLE || this == MEMBER_OF;
  }

  /** Whether facts of this table can be told apart by it. */
  boolean of(FactTable table) {
    return temporal() || this == MEMBER_OF || column(table).isPresent();
  }

  /**
   * The expression of its value in a row of facts; empty for temporal ones and where there is none.
   */
  Optional<String> column(FactTable table) {
    return Optional.ofNullable(
        switch (this) {
          // Who reports something beside messages need not know the number.
          case CHANNEL -> "coalesce(nullif(channel_id, 0)::text, '')";
          case ORIGIN -> origin(table);
          case CAMPAIGN, VARIANT, TEMPLATE, LANGUAGE, SEGMENT, FORMAT ->
              table.labelled() ? text(id) : null;
          case LIFECYCLE -> names("lifecycle", lifecycleNames());
          case CATEGORY ->
              EnumSet.of(MESSAGE, CONVERSION, CONVERSION_TOUCH, OUTBOUND).contains(table)
                  ? names("category", categoryNames())
                  : null;
          case INITIATED_BY ->
              EnumSet.of(EPISODE, WAIT).contains(table)
                  ? names("initiated_by", initiatorNames())
                  : null;
          case BOT ->
              EnumSet.of(EPISODE, WAIT, FLOW_RUN, FLOW_STEP, BOT_INPUT).contains(table)
                  ? text("bot")
                  : null;
          case FLOW ->
              EnumSet.of(FLOW_RUN, FLOW_STEP, BOT_INPUT).contains(table) ? text("flow") : null;
          case INTENT -> table == BOT_INPUT ? text("intent") : null;
          case HANDOVER_REASON ->
              EnumSet.of(EPISODE, WAIT).contains(table) ? text("escalation_reason") : null;
          case SURVEY -> table == INVITATION ? text("survey") : null;
          case HOUR_OF_DAY, DAY_OF_WEEK, HOUR_OF_WEEK, MEMBER_OF -> null;
        });
  }

  private static String origin(FactTable table) {
    return switch (table) {
      case MESSAGE, CONVERSION, CONVERSION_TOUCH, OUTBOUND, BLOCKED ->
          names("origin", originNames());
      case TURN -> names("answer_origin", originNames());
      case EPISODE, WAIT, FLOW_RUN, FLOW_STEP, BOT_INPUT, CART, INVITATION, INBOUND, EXCHANGED ->
          null;
    };
  }

  private static String text(String column) {
    return "coalesce(" + column + ", '')";
  }

  /**
   * The names of all its values, the empty one included where there is one; none where any text may
   * be one.
   */
  List<String> names() {
    return switch (this) {
      case ORIGIN -> withEmpty(originNames());
      case LIFECYCLE -> List.copyOf(lifecycleNames().values());
      case CATEGORY -> withEmpty(categoryNames());
      case INITIATED_BY -> withEmpty(initiatorNames());
      default -> List.of();
    };
  }

  private static List<String> withEmpty(Map<Short, String> names) {
    return Stream.concat(Stream.of(""), names.values().stream()).toList();
  }

  private static Map<Short, String> originNames() {
    return Arrays.stream(Origin.values()).collect(Collectors.toMap(Origin::code, Origin::id));
  }

  private static Map<Short, String> categoryNames() {
    return Arrays.stream(PricingCategory.values())
        .collect(Collectors.toMap(PricingCategory::code, PricingCategory::id));
  }

  private static Map<Short, String> lifecycleNames() {
    return Arrays.stream(Lifecycle.values())
        .collect(Collectors.toMap(Lifecycle::code, Lifecycle::id));
  }

  private static Map<Short, String> initiatorNames() {
    return Arrays.stream(Initiator.values())
        .collect(Collectors.toMap(Initiator::code, by -> by.name().toLowerCase(Locale.ROOT)));
  }

  private static String names(String column, Map<Short, String> names) {
    return names.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "WHEN " + entry.getKey() + " THEN '" + entry.getValue() + "'")
        .collect(Collectors.joining(" ", "CASE " + column + " ", " ELSE '' END"));
  }
}
