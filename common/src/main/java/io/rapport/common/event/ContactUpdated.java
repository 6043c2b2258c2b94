package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something about who a contact is changed. */
public record ContactUpdated(Stamp stamp, Change change) implements Activity {

  /** What changed. */
  public enum Change {
    USER_ID_CHANGED,
    /** To the address book of the Business app. */
    ADDED,
    REMOVED;

    private static final Map<String, Change> BY_ID =
        Stream.of(values()).collect(Collectors.toUnmodifiableMap(Change::id, Function.identity()));

    /** The name in JSON: lower case with hyphens. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Change> ofId(String id) {
      return Optional.ofNullable(BY_ID.get(id));
    }
  }

  public ContactUpdated {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(change, "change is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.CONTACT_UPDATED;
  }
}
