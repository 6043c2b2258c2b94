package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import java.util.UUID;

/**
 * An identity with the digest by which it is found again.
 *
 * @param digest keyed, so that it tells nothing without the pepper
 */
public record Alias(UUID digest, Identity identity) {

  private static final String PERSON = "person";
  private static final String GROUP = "group";

  public Alias {
    requireNonNull(digest, "digest is null");
    requireNonNull(identity, "identity is null");
  }

  /** A user id gives the same digest whatever kind of user id it was announced as. */
  public static Alias of(Identity identity, Pseudonyms pseudonyms) {
    var scope = identity.kind() == IdentityKind.GROUP ? GROUP : PERSON;
    return new Alias(
        pseudonyms.digest(Pseudonyms.Domain.ALIAS, scope, identity.canonical()), identity);
  }
}
