package io.rapport.ingest.whatsapp;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;
import java.util.stream.Stream;

/** The webhook fields WhatsApp is known to send (docs/whatsapp.md). */
final class WebhookFields {

  static final String MESSAGES = "messages";
  static final String STANDBY = "standby";
  static final String MESSAGING_HANDOVERS = "messaging_handovers";
  static final String SMB_MESSAGE_ECHOES = "smb_message_echoes";
  static final String SMB_APP_STATE_SYNC = "smb_app_state_sync";
  static final String HISTORY = "history";
  static final String USER_PREFERENCES = "user_preferences";
  static final String USER_ID_UPDATE = "user_id_update";
  static final String AUTOMATIC_EVENTS = "automatic_events";
  static final String CALLS = "calls";
  static final String TEMPLATE_STATUS = "message_template_status_update";
  static final String TEMPLATE_QUALITY = "message_template_quality_update";

  /** The entry may be of a portfolio that holds several accounts. */
  static final String ACCOUNT_UPDATE = "account_update";

  /** Here it always is one. */
  static final String PARTNER_SOLUTIONS = "partner_solutions";

  static final Set<String> GROUPS =
      Set.of(
          "group_lifecycle_update",
          "group_participants_update",
          "group_settings_update",
          "group_status_update");

  /** Can be subscribed to, and nobody says what they carry. */
  static final Set<String> UNDOCUMENTED =
      Set.of("message_echoes", "business_status_update", "tracking_events", "consumer_profile");

  /** All of them. */
  static final Set<String> KNOWN =
      Stream.of(
              Stream.of(
                  MESSAGES,
                  STANDBY,
                  MESSAGING_HANDOVERS,
                  SMB_MESSAGE_ECHOES,
                  SMB_APP_STATE_SYNC,
                  HISTORY,
                  USER_PREFERENCES,
                  USER_ID_UPDATE,
                  AUTOMATIC_EVENTS,
                  CALLS),
              GROUPS.stream(),
              UNDOCUMENTED.stream(),
              AccountFields.ALL.keySet().stream())
          .flatMap(names -> names)
          .collect(toUnmodifiableSet());

  private WebhookFields() {}
}
