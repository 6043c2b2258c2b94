package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What people decide about a link.
 *
 * @param fallback where it leads when it has ended; empty: a page says so
 * @param campaign with which clicks are labelled
 * @param expiresAt when it ends
 * @param enabled switched off, it is as unknown
 */
record Link(
    String name,
    Destination destination,
    Optional<Target> fallback,
    Optional<String> campaign,
    Optional<String> variant,
    Optional<Instant> expiresAt,
    boolean enabled) {

  Link {
    requireNonNull(name, "name is null");
    requireNonNull(destination, "destination is null");
    requireNonNull(fallback, "fallback is null");
    requireNonNull(campaign, "campaign is null");
    requireNonNull(variant, "variant is null");
    requireNonNull(expiresAt, "expiresAt is null");
  }
}
