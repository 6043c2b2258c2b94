package io.rapport.ingest.whatsapp;

import java.util.List;
import java.util.Map;

/** What the fields about the account itself are documented to say (docs/whatsapp.md). */
final class AccountFields {

  /** Members by which the elements of lists say what they are. */
  static final List<String> KINDS =
      List.of(
          "message_template_button_type", "restriction_type", "error_type", "country_code", "code");

  private static final AccountMembers TEMPLATE =
      AccountMembers.none()
          .subject("/message_template_id")
          .and("name", "/message_template_name")
          .and("language", "/message_template_language");

  private static final AccountMembers NUMBER = AccountMembers.none().ofNumber();

  private static final AccountMembers USERNAME =
      NUMBER.event("/status").and("username", "/username");

  /** The members of every field. */
  static final Map<String, AccountMembers> ALL =
      Map.ofEntries(
          Map.entry(
              WebhookFields.TEMPLATE_STATUS,
              TEMPLATE
                  .event("/event")
                  .and("category", "/message_template_category")
                  .and("reason", "/reason")
                  .and("disableDate", "/disable_info/disable_date")
                  .and("title", "/other_info/title")
                  .and("description", "/other_info/description")
                  .and("rejectionReason", "/rejection_info/reason")
                  .and("recommendation", "/rejection_info/recommendation")),
          Map.entry(
              WebhookFields.TEMPLATE_QUALITY,
              TEMPLATE
                  .event("/new_quality_score")
                  .and("previousScore", "/previous_quality_score")
                  .and("newScore", "/new_quality_score")),
          Map.entry(
              "message_template_components_update",
              TEMPLATE
                  .and("title", "/message_template_title")
                  .and("text", "/message_template_element")
                  .and("footer", "/message_template_footer")
                  .and("buttons", "/message_template_buttons")),
          Map.entry(
              "template_category_update",
              TEMPLATE
                  .and("previousCategory", "/previous_category")
                  .and("newCategory", "/new_category")
                  .and("correctCategory", "/correct_category")
                  .and("updateAt", "/category_update_timestamp")),
          Map.entry(
              "template_correct_category_detection",
              TEMPLATE
                  .and("category", "/category")
                  .and("newCategory", "/new_category")
                  .and("correctCategory", "/correct_category")),
          Map.entry(
              "phone_number_quality_update",
              NUMBER
                  .event("/event")
                  .and("currentLimit", "/current_limit")
                  .and("oldLimit", "/old_limit")
                  .and("maxDailyConversations", "/max_daily_conversations_per_business")),
          Map.entry(
              "phone_number_name_update",
              NUMBER
                  .event("/decision")
                  .and("requestedName", "/requested_verified_name")
                  .and("rejectionReason", "/rejection_reason")),
          Map.entry(WebhookFields.ACCOUNT_UPDATE, accountUpdate()),
          Map.entry(
              "account_alerts",
              AccountMembers.none()
                  .event("/alert_info/alert_type")
                  .subject("/entity_id")
                  .and("entityType", "/entity_type")
                  .and("severity", "/alert_info/alert_severity")
                  .and("status", "/alert_info/alert_status")
                  .and("description", "/alert_info/alert_description")),
          Map.entry("account_review_update", AccountMembers.none().event("/decision")),
          Map.entry(
              "account_settings_update",
              AccountMembers.none()
                  .event("/type")
                  .subject("/phone_number_settings/phone_number_id")
                  .and("calling", "/phone_number_settings/calling/status")
                  .and("callIcon", "/phone_number_settings/calling/call_icon_visibility")
                  .and(
                      "callbackPermission",
                      "/phone_number_settings/calling/callback_permission_status")
                  .and("callHours", "/phone_number_settings/calling/call_hours/status")
                  .and("sip", "/phone_number_settings/calling/sip/status")
                  .and(
                      "restrictions",
                      "/phone_number_settings/calling/restrictions/restrictions_list")),
          Map.entry(
              "business_capability_update",
              AccountMembers.none()
                  .and("maxDailyConversations", "/max_daily_conversations_per_business")
                  .and("maxDailyConversationsPerNumber", "/max_daily_conversation_per_phone")
                  .and("maxNumbers", "/max_phone_numbers_per_waba")
                  .and("maxNumbersPerBusiness", "/max_phone_numbers_per_business")),
          // Who asked for it is a person, and is not kept.
          Map.entry("security", NUMBER.event("/event")),
          Map.entry(
              "flows",
              AccountMembers.none()
                  .event("/event")
                  .subject("/flow_id")
                  .and("oldStatus", "/old_status")
                  .and("newStatus", "/new_status")
                  .and("errorRate", "/error_rate")
                  .and("threshold", "/threshold")
                  .and("alertState", "/alert_state")
                  .and("errors", "/errors")
                  .and("requests", "/requests_count")
                  .and("p50Latency", "/p50_latency")
                  .and("p90Latency", "/p90_latency")
                  .and("availability", "/availability")),
          Map.entry(
              "payment_configuration_update",
              AccountMembers.none()
                  .event("/status")
                  .subject("/configuration_name")
                  .and("provider", "/provider_name")
                  .and("merchant", "/provider_mid")
                  .and("createdAt", "/created_timestamp")
                  .and("updatedAt", "/updated_timestamp")),
          Map.entry(
              WebhookFields.PARTNER_SOLUTIONS,
              AccountMembers.none()
                  .event("/event")
                  .subject("/solution_id")
                  .and("status", "/solution_status")),
          Map.entry("business_username_updates", USERNAME),
          // Both spellings have been seen.
          Map.entry("business_username_update", USERNAME));

  private AccountFields() {}

  private static AccountMembers accountUpdate() {
    return AccountMembers.none()
        .event("/event")
        .and("country", "/country")
        .and("banState", "/ban_info/waba_ban_state")
        .and("banDate", "/ban_info/waba_ban_date")
        .and("violation", "/violation_info/violation_type")
        .and("remediation", "/violation_info/remediation")
        .and("restrictions", "/restriction_info")
        .and("lockedUntil", "/lock_info/expiration")
        .and("internationalRatesFrom", "/auth_international_rate_eligibility/start_time")
        .and(
            "internationalRatesExceptions",
            "/auth_international_rate_eligibility/exception_countries")
        .and("tier", "/volume_tier_info/tier")
        .and("tierCategory", "/volume_tier_info/pricing_category")
        .and("tierRegion", "/volume_tier_info/region")
        .and("tierMonth", "/volume_tier_info/effective_month")
        .and("tierUpdatedAt", "/volume_tier_info/tier_update_time")
        .and("ownerBusiness", "/waba_info/owner_business_id")
        .and("partnerApp", "/waba_info/partner_app_id")
        .and("solution", "/waba_info/solution_id")
        .and("solutionPartners", "/waba_info/solution_partner_business_ids")
        .and("adAccount", "/waba_info/ad_account_linked")
        .and("clientBusiness", "/partner_client_certification_info/client_business_id")
        .and("certification", "/partner_client_certification_info/status")
        .and("rejectionReasons", "/partner_client_certification_info/rejection_reasons");
  }
}
