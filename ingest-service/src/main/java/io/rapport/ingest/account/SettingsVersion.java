package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The settings of an account as somebody left them.
 *
 * @param version counts the changes; 0 where nobody has changed anything yet
 * @param change who changed them last and when; empty in version 0
 */
record SettingsVersion(int version, AccountSettings settings, Optional<Change> change) {

  static final SettingsVersion NONE =
      new SettingsVersion(0, AccountSettings.DEFAULT, Optional.empty());

  SettingsVersion {
    requireNonNull(settings, "settings is null");
    requireNonNull(change, "change is null");
  }

  /**
   * A change of settings.
   *
   * @param by the name in the token of whoever made it
   */
  record Change(Instant at, String by) {

    Change {
      requireNonNull(at, "at is null");
      requireNonNull(by, "by is null");
    }
  }
}
