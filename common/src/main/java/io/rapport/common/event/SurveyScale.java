package io.rapport.common.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a survey measures, and with it the ratings it knows. The codes are stored. */
public enum SurveyScale {
  /** Customer satisfaction. */
  CSAT(1, 1, 5),
  /** Net promoter score: how likely a recommendation is. */
  NPS(2, 0, 10),
  /** Customer effort score: how easy it was. */
  CES(3, 1, 7);

  private static final Map<String, SurveyScale> BY_ID =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(SurveyScale::id, Function.identity()));

  private final short code;
  private final int lowest;
  private final int highest;

  SurveyScale(int code, int lowest, int highest) {
    this.code = (short) code;
    this.lowest = lowest;
    this.highest = highest;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON: lower case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int lowest() {
    return lowest;
  }

  public int highest() {
    return highest;
  }

  /** Whether a rating is one of its own. */
  public boolean contains(int rating) {
    return rating >= lowest && rating <= highest;
  }

  public static Optional<SurveyScale> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * @throws IllegalArgumentException if no scale has this code
   */
  public static SurveyScale ofCode(short code) {
    return Stream.of(values())
        .filter(scale -> scale.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown survey scale " + code));
  }
}
