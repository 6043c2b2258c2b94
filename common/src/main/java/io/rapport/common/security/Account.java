package io.rapport.common.security;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A WABA.
 *
 * @param id its number inside the database; {@code wabaId} names it everywhere else
 * @param name what people call it, where somebody named it
 * @param zone in which its days begin
 */
public record Account(int id, String wabaId, Optional<String> name, ZoneId zone) {

  public Account {
    requireNonNull(wabaId, "wabaId is null");
    requireNonNull(name, "name is null");
    requireNonNull(zone, "zone is null");
  }
}
