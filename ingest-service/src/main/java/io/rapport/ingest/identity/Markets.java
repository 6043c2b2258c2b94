package io.rapport.ingest.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/** In which country a contact is, as far as its name tells: prices differ by it, nothing else. */
final class Markets {

  /** What has no country of its own, like satellites. */
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private static final String UNKNOWN = "ZZ";

  private static final int OF_USER_ID = 2;

  private Markets() {}

  /** ISO 3166-1 alpha-2; empty where the identity tells none. */
  static Optional<String> of(Identity identity) {
    return named(identity)
        .filter(country -> COUNTRY.matcher(country).matches() && !country.equals(UNKNOWN));
  }

  private static Optional<String> named(Identity identity) {
    return switch (identity.kind()) {
      case WA_ID -> Optional.ofNullable(ofNumber(identity.value()));
      case USER_ID, PARENT_USER_ID ->
          Optional.of(identity.value())
              .filter(id -> id.indexOf('.') == OF_USER_ID)
              .map(id -> id.substring(0, OF_USER_ID));
      case GROUP -> Optional.empty();
    };
  }

  private static String ofNumber(String digits) {
    var numbers = PhoneNumberUtil.getInstance();
    try {
      var number = numbers.parse("+" + digits, UNKNOWN);
      var region = numbers.getRegionCodeForNumber(number);
      return region == null ? numbers.getRegionCodeForCountryCode(number.getCountryCode()) : region;
    } catch (NumberParseException noNumber) {
      return UNKNOWN;
    }
  }
}
