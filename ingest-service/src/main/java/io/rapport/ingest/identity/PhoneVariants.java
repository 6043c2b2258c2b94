package io.rapport.ingest.identity;

/**
 * Phone numbers that exist in two spellings for the same person: Brazilian mobiles with and without
 * the ninth digit, Mexican ones as 52 and 521, Argentine ones as 54 and 549 (contract H.5).
 */
final class PhoneVariants {

  private PhoneVariants() {}

  /**
   * The shorter of the two spellings; any other number unchanged.
   *
   * @param digits a phone number with country code, digits only
   */
  static String canonical(String digits) {
    if (digits.length() != 13) {
      return digits;
    }
    // Brazil: 55, two digits of area, 9, eight digits of which the first is 6 to 9 on mobiles.
    if (digits.startsWith("55") && digits.charAt(4) == '9' && digits.charAt(5) >= '6') {
      return digits.substring(0, 4) + digits.substring(5);
    }
    if (digits.startsWith("521") || digits.startsWith("549")) {
      return digits.substring(0, 2) + digits.substring(3);
    }
    return digits;
  }
}
