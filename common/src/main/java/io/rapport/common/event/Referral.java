package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The ad or post that led a customer here.
 *
 * @param sourceType {@code ad} or {@code post}
 * @param sourceId Meta's id of it
 * @param clickId Meta's id of the click ({@code ctwa_clid}), which it does not always give
 */
public record Referral(
    Optional<String> sourceType, Optional<String> sourceId, Optional<String> clickId) {

  public Referral {
    requireNonNull(sourceType, "sourceType is null");
    requireNonNull(sourceId, "sourceId is null");
    requireNonNull(clickId, "clickId is null");
  }
}
