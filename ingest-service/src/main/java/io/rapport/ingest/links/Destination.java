package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/** Where a link leads. */
sealed interface Destination {

  /**
   * Out of a message, to the web.
   *
   * @param utm what the target is told; empty: nothing
   */
  record Web(Target target, Optional<Utm> utm) implements Destination {

    public Web {
      requireNonNull(target, "target is null");
      requireNonNull(utm, "utm is null");
    }

    String location() {
      return QueryString.with(target.url(), utm.map(Utm::parameters).orElse(Map.of()));
    }
  }

  /**
   * From anywhere into the chat with a business number.
   *
   * @param phoneNumber digits with country code
   * @param greeting what is written for the visitor to send; {@code {ref}} stands for the
   *     reference, which otherwise comes last
   */
  record Chat(String phoneNumber, String greeting) implements Destination {

    static final String REFERENCE = "{ref}";

    public Chat {
      requireNonNull(phoneNumber, "phoneNumber is null");
      requireNonNull(greeting, "greeting is null");
    }

    /** For a visitor. */
    String location(String reference) {
      return address(
          greeting.contains(REFERENCE)
              ? greeting.replace(REFERENCE, reference)
              : (greeting + " (" + reference + ")").strip());
    }

    /** For whoever only looks: without a reference. */
    String preview() {
      return address(greeting.replace(REFERENCE, "").strip());
    }

    private String address(String text) {
      return "https://wa.me/"
          + phoneNumber
          + (text.isEmpty() ? "" : "?text=" + QueryString.encode(text));
    }
  }
}
