package io.rapport.ingest.whatsapp;

import java.util.Set;

/** The webhook fields WhatsApp is known to send (docs/whatsapp.md). */
final class WebhookFields {

  static final String MESSAGES = "messages";

  /** Known, and kept in quarantine until there is somebody to read them. */
  static final Set<String> NOT_SUPPORTED_YET =
      Set.of(
          "standby",
          "messaging_handovers",
          "message_echoes",
          "smb_message_echoes",
          "smb_app_state_sync",
          "history",
          "user_preferences",
          "user_id_update",
          "business_username_update",
          "business_username_updates",
          "automatic_events",
          "message_template_status_update",
          "message_template_quality_update",
          "message_template_components_update",
          "template_category_update",
          "template_correct_category_detection",
          "phone_number_quality_update",
          "phone_number_name_update",
          "account_update",
          "account_alerts",
          "account_review_update",
          "account_settings_update",
          "business_capability_update",
          "business_status_update",
          "security",
          "flows",
          "calls",
          "group_lifecycle_update",
          "group_participants_update",
          "group_settings_update",
          "group_status_update",
          "payment_configuration_update",
          "partner_solutions",
          "tracking_events",
          "consumer_profile");

  private WebhookFields() {}
}
