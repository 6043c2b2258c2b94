package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the sender of a message said about it: who or what sent it and for which campaign. Absent
 * parts are empty.
 *
 * @param format how the message is built, one of {@code text}, {@code media}, {@code interactive},
 *     {@code template}
 */
public record MessageLabel(
    Optional<Origin> origin,
    Optional<String> campaign,
    Optional<String> variant,
    Optional<String> template,
    Optional<String> language,
    Optional<String> segment,
    Optional<String> format) {

  /** Nothing was said. */
  public static final MessageLabel NONE =
      new MessageLabel(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public MessageLabel {
    requireNonNull(origin, "origin is null");
    requireNonNull(campaign, "campaign is null");
    requireNonNull(variant, "variant is null");
    requireNonNull(template, "template is null");
    requireNonNull(language, "language is null");
    requireNonNull(segment, "segment is null");
    requireNonNull(format, "format is null");
  }
}
