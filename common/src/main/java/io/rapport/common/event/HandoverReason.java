package io.rapport.common.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a conversation was handed from a bot to a person. */
public enum HandoverReason {
  ASKED_FOR_HUMAN,
  LOW_CONFIDENCE,
  POLICY,
  OUT_OF_SCOPE,
  /** The bot tried as often, or as long, as it may. */
  LIMIT,
  OTHER;

  private static final Map<String, HandoverReason> BY_ID =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(HandoverReason::id, Function.identity()));

  /** The name in JSON: lower case with hyphens. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<HandoverReason> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
