package io.rapport.common.security;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;

/**
 * A WABA.
 *
 * @param id its number inside the database; {@code wabaId} names it everywhere else
 * @param zone in which its days begin
 */
public record Account(int id, String wabaId, ZoneId zone) {

  public Account {
    requireNonNull(wabaId, "wabaId is null");
    requireNonNull(zone, "zone is null");
  }
}
