package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.util.Arrays;
import java.util.List;
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
  CHANNEL("channel", "channel_id::text", "channel_id::text"),
  /** Of a message who sent it; of a turn who answered it first, so an unanswered turn has none. */
  ORIGIN("origin", names("origin", originNames()), names("answer_origin", originNames())),
  CAMPAIGN("campaign", "coalesce(campaign, '')", "coalesce(campaign, '')"),
  VARIANT("variant", "coalesce(variant, '')", "coalesce(variant, '')"),
  TEMPLATE("template", "coalesce(template, '')", "coalesce(template, '')"),
  LANGUAGE("language", "coalesce(language, '')", "coalesce(language, '')"),
  SEGMENT("segment", "coalesce(segment, '')", "coalesce(segment, '')"),
  CATEGORY("category", names("category", categoryNames()), null),
  FORMAT("format", "coalesce(format, '')", "coalesce(format, '')"),
  HOUR_OF_DAY("hourOfDay", null, null),
  DAY_OF_WEEK("dayOfWeek", null, null),
  /** From 0, the first hour of Monday, to 167. */
  HOUR_OF_WEEK("hourOfWeek", null, null);

  private static final Map<String, Dimension> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Dimension::id, Function.identity()));

  private final String id;
  private final String ofMessage;
  private final String ofTurn;

  Dimension(String id, String ofMessage, String ofTurn) {
    this.id = id;
    this.ofMessage = ofMessage;
    this.ofTurn = ofTurn;
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

  /** Whether facts of this table can be told apart by it. */
  boolean of(FactTable table) {
    return temporal() || column(table).isPresent();
  }

  /**
   * The expression of its value in a row of facts; empty for temporal ones and where there is none.
   */
  Optional<String> column(FactTable table) {
    return Optional.ofNullable(
        switch (table) {
          case MESSAGE, CONVERSION -> ofMessage;
          case TURN -> ofTurn;
        });
  }

  /** The names of all its values, the empty one included; none where any text may be one. */
  List<String> names() {
    return switch (this) {
      case ORIGIN -> withEmpty(originNames());
      case CATEGORY -> withEmpty(categoryNames());
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

  private static String names(String column, Map<Short, String> names) {
    return names.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "WHEN " + entry.getKey() + " THEN '" + entry.getValue() + "'")
        .collect(Collectors.joining(" ", "CASE " + column + " ", " ELSE '' END"));
  }
}
