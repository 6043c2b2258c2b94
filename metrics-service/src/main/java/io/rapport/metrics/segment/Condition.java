package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule that has been checked: what a contact must be to belong to a segment. */
sealed interface Condition {

  /** Each of several; not empty. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** One of several at least; not empty. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** The opposite. */
  record Not(Condition part) implements Condition {
    public Not {
      requireNonNull(part, "part is null");
    }
  }

  /** Where the contact stands now. */
  record Stands(Set<Lifecycle> lifecycles) implements Condition {
    public Stands {
      lifecycles = Set.copyOf(lifecycles);
    }
  }

  /** What somebody said of the contact. */
  record Tagged(List<String> tags) implements Condition {
    public Tagged {
      tags = List.copyOf(tags);
    }
  }

  /** The language of the latest message to the contact that has one. */
  record Speaks(List<String> languages) implements Condition {
    public Speaks {
      languages = List.copyOf(languages);
    }
  }

  /** Where messages were exchanged. */
  record OnChannel(List<String> phoneNumberIds) implements Condition {
    public OnChannel {
      phoneNumberIds = List.copyOf(phoneNumberIds);
    }
  }

  /** When something of the contact was. */
  record When(Moment moment, Span span) implements Condition {
    public When {
      requireNonNull(moment, "moment is null");
      requireNonNull(span, "span is null");
    }
  }

  /** How often the contact did something. */
  record Did(
      Deed deed,
      int atLeast,
      Optional<Integer> atMost,
      Optional<Duration> within,
      List<String> campaigns,
      List<String> phoneNumberIds)
      implements Condition {
    public Did {
      requireNonNull(deed, "deed is null");
      requireNonNull(atMost, "atMost is null");
      requireNonNull(within, "within is null");
      campaigns = List.copyOf(campaigns);
      phoneNumberIds = List.copyOf(phoneNumberIds);
    }
  }

  /** A moment of a contact, and the column of {@code timeline} that has it. */
  enum Moment {
    FIRST_CONTACT("first_contact_at"),
    LAST_ACTIVE("last_inbound_at");

    private final String column;

    Moment(String column) {
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  /** A stretch of time by the calendar and by the clock; every given bound holds. */
  record Span(
      Optional<Instant> from,
      Optional<Instant> before,
      Optional<Duration> within,
      Optional<Duration> olderThan) {
    public Span {
      requireNonNull(from, "from is null");
      requireNonNull(before, "before is null");
      requireNonNull(within, "within is null");
      requireNonNull(olderThan, "olderThan is null");
    }
  }
}
