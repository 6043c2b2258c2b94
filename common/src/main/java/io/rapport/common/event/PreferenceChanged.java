package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

/**
 * A customer told WhatsApp whether a business may write.
 *
 * @param category what about, such as {@code marketing_messages}
 * @param stopped true where they want no more, false where they want it again
 */
public record PreferenceChanged(Stamp stamp, String category, boolean stopped) implements Activity {

  public PreferenceChanged {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(category, "category is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.PREFERENCE_CHANGED;
  }
}
