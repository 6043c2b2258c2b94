package io.rapport.metrics.timeline;

import io.rapport.common.event.ContactTagged;
import io.rapport.common.event.Event;
import java.util.List;
import java.util.TreeSet;

/** The tags that a contact has. */
final class Tags {

  private Tags() {}

  /**
   * By the latest word on each, in the order of the alphabet.
   *
   * @param ordered all facts of the contact, in order
   */
  static List<String> of(List<Event> ordered) {
    var tags = new TreeSet<String>();
    for (var event : ordered) {
      if (event instanceof ContactTagged tagged) {
        tagged.remove().forEach(tags::remove);
        tags.addAll(tagged.add());
      }
    }
    return List.copyOf(tags);
  }
}
