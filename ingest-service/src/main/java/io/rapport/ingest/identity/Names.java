package io.rapport.ingest.identity;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.rapport.common.identity.Pseudonyms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All names one item gives its contact. That they stand together is what links them.
 *
 * @param aliases never empty, no digest twice
 */
public record Names(List<Alias> aliases) implements Subject {

  public Names {
    aliases = List.copyOf(aliases);
    if (aliases.isEmpty()) {
      throw new IllegalArgumentException("a contact needs a name");
    }
  }

  public static Names of(Collection<Identity> identities, Pseudonyms pseudonyms) {
    Map<UUID, Alias> byDigest =
        identities.stream()
            .map(identity -> Alias.of(identity, pseudonyms))
            .collect(toUnmodifiableMap(Alias::digest, alias -> alias, (one, same) -> one));
    return new Names(List.copyOf(byDigest.values()));
  }

  /** One digest that stands for all of them. */
  UUID first() {
    return aliases.getFirst().digest();
  }
}
