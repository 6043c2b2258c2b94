package io.rapport.common.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who takes part in a conversation. */
public enum Party {
  BOT,
  /** A person of the business, or the queue in front of one. */
  HUMAN,
  /** Software that sends, but does not converse: campaigns, notifications. */
  AUTOMATION,
  CUSTOMER;

  private static final Map<String, Party> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Party::id, Function.identity()));

  /** The name in JSON: lower case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Party> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
