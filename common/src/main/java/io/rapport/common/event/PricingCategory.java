package io.rapport.common.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Meta charges a message as ({@code statuses[].pricing.category}). */
public enum PricingCategory {
  SERVICE(1),
  MARKETING(2),
  MARKETING_LITE(3),
  UTILITY(4),
  AUTHENTICATION(5),
  AUTHENTICATION_INTERNATIONAL(6),
  REFERRAL_CONVERSION(7);

  private static final Map<Short, PricingCategory> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(PricingCategory::code, Function.identity()));
  private static final Map<String, PricingCategory> BY_ID =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(PricingCategory::id, Function.identity()));

  private final short code;

  PricingCategory(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON and URLs: lower case with underscores. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether only templates are charged as this. */
  public boolean template() {
    return switch (this) {
      case MARKETING, MARKETING_LITE, UTILITY, AUTHENTICATION, AUTHENTICATION_INTERNATIONAL -> true;
      case SERVICE, REFERRAL_CONVERSION -> false;
    };
  }

  /**
   * @throws IllegalArgumentException if no category has this code
   */
  public static PricingCategory ofCode(short code) {
    var category = BY_CODE.get(code);
    if (category == null) {
      throw new IllegalArgumentException("unknown pricing category " + code);
    }
    return category;
  }

  /** The category of this name in JSON and URLs. */
  public static Optional<PricingCategory> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * Reads Meta's spelling, in which hyphen and underscore both occur and groups carry a {@code
   * group_} prefix. Empty where the name is not known.
   */
  public static Optional<PricingCategory> ofMeta(String name) {
    var id = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(BY_ID.get(id.startsWith("group_") ? id.substring(6) : id));
  }
}
