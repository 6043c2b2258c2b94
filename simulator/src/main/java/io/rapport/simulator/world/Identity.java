package io.rapport.simulator.world;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How Meta names a person at one time: by phone number, by business-scoped user id, or by both.
 *
 * @param waId phone number, digits only; absent for users who hide it
 * @param userId business-scoped user id such as {@code DE.123}; absent for users Meta gave none yet
 * @param name profile name
 * @param username public name, with its {@code @}
 */
public record Identity(
    Optional<String> waId, Optional<String> userId, String name, Optional<String> username) {
  public Identity {
    requireNonNull(name, "name is null");
    if (waId.isEmpty() && userId.isEmpty()) {
      throw new IllegalArgumentException("an identity needs a number or a user id");
    }
  }
}
