package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One identifier of a contact, as WhatsApp gave it.
 *
 * @param value verbatim, except that a phone number is reduced to its digits
 */
public record Identity(IdentityKind kind, String value) {

  /** User ids occur where a phone number is announced; this tells them apart (docs/whatsapp.md). */
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

  /** A phone number has up to 15 digits (E.164). */
  private static final int MOST_DIGITS = 20;

  /** A user id has up to 135 characters. What is longer names nobody and is not worth keeping. */
  private static final int LONGEST_USER_ID = 256;

  public Identity {
    requireNonNull(kind, "kind is null");
    requireNonNull(value, "value is null");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("value is empty");
    }
  }

  /** Reads a member in which a phone number or a user id may stand; empty if neither does. */
  public static Optional<Identity> ofPerson(String value) {
    if (USER_ID.matcher(value).matches()) {
      return Optional.of(
          new Identity(
              value.startsWith("ENT.", 3) ? IdentityKind.PARENT_USER_ID : IdentityKind.USER_ID,
              value));
    }
    var digits = digits(value);
    return digits.isEmpty() || digits.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(new Identity(IdentityKind.WA_ID, digits));
  }

  /**
   * Reads a member that announces a user id; whatever is not a phone number there is taken
   * verbatim.
   */
  public static Optional<Identity> ofUserId(String value, IdentityKind kind) {
    return value.isBlank() || value.length() > LONGEST_USER_ID
        ? Optional.empty()
        : Optional.of(new Identity(kind, value));
  }

  public static Identity ofGroup(String groupId) {
    return new Identity(IdentityKind.GROUP, groupId);
  }

  /**
   * What two spellings of the same identifier have in common; the digest is made of this, so that
   * they find the same contact.
   */
  public String canonical() {
    return kind == IdentityKind.WA_ID ? PhoneVariants.canonical(value) : value;
  }

  private static String digits(String value) {
    int kept = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        kept++;
      } else if ("+-() ".indexOf(c) < 0) {
        return "";
      }
    }
    if (kept == value.length()) {
      return value;
    }
    var digits = new StringBuilder(kept);
    value.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
    return digits.toString();
  }
}
