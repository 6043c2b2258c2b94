package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Somebody who knows the contact says what it is like.
 *
 * @param add tags it has from now on; of a tag that is in both lists, this holds
 * @param remove tags it has no longer
 */
public record ContactTagged(Stamp stamp, List<String> add, List<String> remove)
    implements Activity {

  public ContactTagged {
    requireNonNull(stamp, "stamp is null");
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  @Override
  public EventKind kind() {
    return EventKind.CONTACT_TAGGED;
  }
}
