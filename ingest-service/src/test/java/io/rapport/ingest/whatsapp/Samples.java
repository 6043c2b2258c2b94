package io.rapport.ingest.whatsapp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One realistic change of every webhook field, in the shapes WhatsApp documents. Names, numbers and
 * ids are invented; {@code {n}} stands for a number that makes ids of a sample its own.
 */
final class Samples {

  /** What the samples' messages, statuses and calls happened at. */
  static final long NOW = 1_760_000_000;

  private static final String METADATA =
      """
      "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111",\
      "phone_number_id":"106540352242922"}""";

  /** By field; of fields with several shapes under the field and a word. */
  static final Map<String, String> ALL = all();

  private Samples() {}

  /** A change, with ids of its own. */
  static String change(String sample, int n) {
    return ALL.get(sample).replace("{n}", Integer.toString(n));
  }

  /** The field a sample belongs to. */
  static String field(String sample) {
    int end = sample.indexOf(' ');
    return end < 0 ? sample : sample.substring(0, end);
  }

  private static Map<String, String> all() {
    var samples = new LinkedHashMap<String, String>();
    samples.put(
        "messages",
        value(
            "messages",
            """
            "contacts":[{"profile":{"name":"Ana","username":"@ana"},"wa_id":"49151{n}",\
            "user_id":"DE.1{n}"}],\
            "messages":[{"from":"49151{n}","from_user_id":"DE.1{n}","id":"wamid.M{n}",\
            "timestamp":"1760000000","text":{"body":"caf\\u00e9 \\ud83d\\ude00 a\\u0040b.c https:\\/\\/x.y"},\
            "type":"text"}]"""));
    samples.put(
        "messages referral",
        value(
            "messages",
            """
            "contacts":[{"profile":{"name":"Ana"},"wa_id":"49151{n}"}],\
            "messages":[{"from":"49151{n}","id":"wamid.A{n}","timestamp":"1760000000","type":"image",\
            "image":{"id":"1","mime_type":"image\\/jpeg","sha256":"x"},\
            "referral":{"source_url":"https:\\/\\/fb.me\\/3cr4Wqqkv","source_id":"120226305854810726",\
            "source_type":"ad","headline":"Chat with us","body":"Summer","media_type":"image",\
            "image_url":"https:\\/\\/scontent.example\\/x","ctwa_clid":"Aff-n8ZTODiE79d22KtAwQKj9e",\
            "welcome_message":{"text":"Hi there!"}}}]"""));
    samples.put(
        "messages statuses",
        value(
            "messages",
            """
            "contacts":[{"profile":{"name":"Ana"},"wa_id":"49151{n}","user_id":"DE.1{n}"}],\
            "statuses":[{"id":"wamid.S{n}","status":"delivered","timestamp":"1760000001",\
            "recipient_id":"49151{n}","recipient_user_id":"DE.1{n}",\
            "pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"}}]"""));
    samples.put(
        "messages user_actions",
        value(
            "messages",
            """
            "user_actions":[{"action_type":"marketing_messages_link_click","timestamp":"1760000002",\
            "marketing_messages_link_click_data":{"click_component":"cta","click_id":"click-{n}",\
            "tracking_token":"t-{n}","product_id":"sku-7"}}]"""));
    samples.put(
        "messages errors",
        value(
            "messages",
            """
            "errors":[{"code":130429,"title":"Rate limit hit","message":"Rate limit hit",\
            "error_data":{"details":"Message failed to send to 49151{n}"},"href":"https:\\/\\/x.y"}]"""));
    samples.put(
        "messages payment",
        value(
            "messages",
            """
            "statuses":[{"id":"wamid.P{n}","type":"payment","status":"captured",\
            "timestamp":"1760000003","recipient_id":"91151{n}","payment":{"reference_id":"order {n} of Ana",\
            "amount":{"value":21000,"offset":100},"currency":"INR",\
            "transaction":{"id":"t{n}","type":"upi","status":"success"}}}]"""));
    samples.put(
        "standby messages",
        value(
            "standby",
            """
            "standby":{"contacts":[{"profile":{"name":"Ana"},"wa_id":"49152{n}","user_id":"DE.2{n}"}],\
            "messages":[{"from":"49152{n}","from_user_id":"DE.2{n}","id":"wamid.BM{n}",\
            "timestamp":"1760000010","type":"text","text":{"body":"Where is my order?"}}]}"""));
    samples.put(
        "standby statuses",
        value(
            "standby",
            """
            "standby":{"statuses":[{"id":"wamid.BE{n}","status":"read","timestamp":"1760000012",\
            "recipient_id":"49152{n}","pricing":{"category":"service","billable":false}}]}"""));
    samples.put(
        "standby message_echoes",
        value(
            "standby",
            """
            "standby":{"message_echoes":[{"from":"15550001111","to":"49152{n}","id":"wamid.BE{n}",\
            "timestamp":"1760000011","message":{"messaging_product":"whatsapp","recipient_type":"individual",\
            "to":"+49152{n}","type":"interactive","interactive":{"type":"button","body":{"text":"Shipped"},\
            "action":{"buttons":[{"type":"reply","reply":{"id":"y","title":"Thanks"}},\
            {"type":"reply","reply":{"id":"h","title":"A human, please"}}]}},\
            "context":{"message_id":"wamid.BM{n}"}}}]}"""));
    samples.put(
        "standby template",
        value(
            "standby",
            """
            "standby":{"message_echoes":[{"to":"49152{n}","id":"wamid.BT{n}","timestamp":"1760000013",\
            "message":{"to":"49152{n}","type":"template","template":{"name":"order_shipped",\
            "language":{"code":"de"},"components":[{"type":"button","sub_type":"url","index":"0",\
            "parameters":[{"type":"text","text":"17"}]}]}},"template":{"name":"order_shipped",\
            "language":"de","category":"UTILITY","components":[{"type":"BODY","text":"Shipped"},\
            {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track","url":"https:\\/\\/x.y\\/{{1}}"},\
            {"type":"QUICK_REPLY","text":"Ok"}]}]}}]}"""));
    samples.put(
        "messaging_handovers",
        """
        {"field":"messaging_handovers","value":{"messaging_product":"whatsapp",\
        "sender":{"phone_number":"49152{n}"},\
        "recipient":{"phone_number_id":"106540352242922","display_phone_number":"15550001111"},\
        "type":"control_passed","timestamp":"1760000020","control_passed":{"previous_owner_app_id":"1",\
        "previous_owner_app_role":"meta_business_agent","previous_owner_role":"ai_agent",\
        "new_owner_role":"escalation","metadata":"asked for human",\
        "conversation_context":{"type":"summary","summary":{"text":"wants a refund"}}}}}""");
    samples.put(
        "message_echoes",
        "{\"field\":\"message_echoes\",\"value\":{\"messaging_product\":\"whatsapp\",\"x\":{n}}}");
    samples.put(
        "smb_message_echoes",
        value(
            "smb_message_echoes",
            """
            "message_echoes":[{"from":"15550001111","to":"49153{n}","to_user_id":"DE.3{n}",\
            "id":"wamid.E{n}","timestamp":"1760000030","type":"text","text":{"body":"On its way"}}]"""));
    samples.put(
        "smb_message_echoes edit",
        value(
            "smb_message_echoes",
            """
            "message_echoes":[{"from":"15550001111","to":"49153{n}","id":"wamid.EE{n}",\
            "timestamp":"1760000031","type":"edit","edit":{"original_message_id":"wamid.E{n}",\
            "message":{"type":"text","text":{"body":"It is on its way"}}}}]"""));
    samples.put(
        "smb_message_echoes revoke",
        value(
            "smb_message_echoes",
            """
            "message_echoes":[{"from":"15550001111","to":"49153{n}","id":"wamid.ER{n}",\
            "timestamp":"1760000032","type":"revoke","revoke":{"original_message_id":"wamid.E{n}"}}]"""));
    samples.put(
        "smb_app_state_sync",
        value(
            "smb_app_state_sync",
            """
            "state_sync":[{"type":"contact","contact":{"full_name":"Pablo Morales","first_name":"Pablo",\
            "phone_number":"49154{n}"},"action":"add","metadata":{"timestamp":"1760000040"}},\
            {"type":"contact","contact":{"phone_number":"49155{n}"},"action":"remove",\
            "metadata":{"timestamp":"1760000041"}}]"""));
    samples.put(
        "history",
        value(
            "history",
            """
            "history":[{"metadata":{"phase":0,"chunk_order":1,"progress":55},"threads":[{"id":"49156{n}",\
            "messages":[{"from":"15550001111","id":"wamid.H1{n}","timestamp":"1750000050","type":"text",\
            "text":{"body":"Here is the info"},"history_context":{"status":"READ"}},\
            {"from":"49156{n}","id":"wamid.H2{n}","timestamp":"1750000060","type":"text",\
            "text":{"body":"Thanks!"},"history_context":{"status":"READ"}},\
            {"from":"15550001111","to":"49156{n}","id":"wamid.H3{n}","timestamp":"1750000070",\
            "type":"media_placeholder","history_context":{"status":"PENDING"}}]}]}]"""));
    samples.put(
        "history media",
        value(
            "history",
            """
            "messages":[{"from":"15550001111","to":"49156{n}","id":"wamid.H3{n}","timestamp":"1750000070",\
            "type":"image","image":{"caption":"Black Prince","mime_type":"image\\/jpeg","sha256":"x",\
            "id":"24230790383178626"}}]"""));
    samples.put(
        "history declined",
        value(
            "history",
            """
            "history":[{"errors":[{"code":2593109,"title":"History sync is turned off",\
            "message":"History sync is turned off by the business from the WhatsApp Business App",\
            "error_data":{"details":"History sharing is turned off by the business"}}]}]"""));
    samples.put(
        "user_preferences",
        value(
            "user_preferences",
            """
            "contacts":[{"profile":{"name":"Ana"},"wa_id":"49151{n}","user_id":"DE.1{n}"}],\
            "user_preferences":[{"wa_id":"49151{n}","user_id":"DE.1{n}","parent_user_id":"DE.ENT.1{n}",\
            "detail":"User requested to stop marketing messages","category":"marketing_messages",\
            "value":"stop","timestamp":1760000060}]"""));
    samples.put(
        "user_id_update",
        value(
            "user_id_update",
            """
            "user_id_update":[{"wa_id":"49151{n}","detail":"User changed their phone number",\
            "user_id":{"previous":"DE.1{n}","current":"DE.9{n}"},\
            "parent_user_id":{"previous":"DE.ENT.1{n}","current":"DE.ENT.9{n}"},"timestamp":"1760000070"}]"""));
    samples.put(
        "automatic_events",
        value(
            "automatic_events",
            """
            "automatic_events":[{"id":"wamid.A{n}","event_name":"Purchase","timestamp":1760000080,\
            "ctwa_clid":"Aff-n8ZTODiE79d22KtAwQKj9e","custom_data":{"currency":"EUR","value":49.9}}]"""));
    samples.put(
        "calls",
        value(
            "calls",
            """
            "contacts":[{"profile":{"name":"Ana"},"wa_id":"49157{n}"}],\
            "calls":[{"id":"wacid.C{n}","to":"15550001111","from":"49157{n}","event":"connect",\
            "timestamp":"1760000090","direction":"USER_INITIATED","session":{"sdp_type":"offer",\
            "sdp":"v=0"}}]"""));
    samples.put(
        "calls statuses",
        value(
            "calls",
            """
            "statuses":[{"id":"wacid.D{n}","timestamp":"1760000091","type":"call","status":"RINGING",\
            "recipient_id":"49157{n}"}]"""));
    templates(samples);
    accounts(samples);
    groups(samples);
    return samples;
  }

  private static void templates(Map<String, String> samples) {
    samples.put(
        "message_template_status_update",
        plain(
            "message_template_status_update",
            """
            "event":"PAUSED","message_template_id":1689556908129832,\
            "message_template_name":"spring_offer","message_template_language":"de",\
            "message_template_category":"MARKETING","reason":"LOW_QUALITY",\
            "other_info":{"title":"FIRST_PAUSE","description":"paused for 3 hours"},\
            "disable_info":{"disable_date":1760009000}"""));
    samples.put(
        "message_template_quality_update",
        plain(
            "message_template_quality_update",
            """
            "previous_quality_score":"GREEN","new_quality_score":"YELLOW",\
            "message_template_id":806312974732579,"message_template_name":"welcome",\
            "message_template_language":"en-US\""""));
    samples.put(
        "message_template_components_update",
        plain(
            "message_template_components_update",
            """
            "message_template_id":1315502779341834,"message_template_name":"order_confirmation",\
            "message_template_language":"en_US","message_template_title":"Your order is confirmed!",\
            "message_template_element":"Thank you for your order, {{1}}!",\
            "message_template_footer":"Lucky Shrub","message_template_buttons":[\
            {"message_template_button_type":"URL","message_template_button_text":"Track",\
            "message_template_button_url":"https:\\/\\/x.y"}]"""));
    samples.put(
        "template_category_update",
        plain(
            "template_category_update",
            """
            "message_template_id":278077987957091,"message_template_name":"welcome_template",\
            "message_template_language":"en-US","new_category":"UTILITY","correct_category":"MARKETING",\
            "category_update_timestamp":1760090000"""));
    samples.put(
        "template_correct_category_detection",
        plain(
            "template_correct_category_detection",
            """
            "message_template_id":278077987957091,"message_template_name":"welcome_template",\
            "message_template_language":"en-US","category":"UTILITY","correct_category":"MARKETING\""""));
  }

  private static void accounts(Map<String, String> samples) {
    samples.put(
        "phone_number_quality_update",
        plain(
            "phone_number_quality_update",
            """
            "display_phone_number":"15550001111","event":"THROUGHPUT_UPGRADE",\
            "current_limit":"TIER_UNLIMITED\""""));
    samples.put(
        "phone_number_name_update",
        plain(
            "phone_number_name_update",
            """
            "display_phone_number":"15550001111","decision":"REJECTED",\
            "requested_verified_name":"Lucky Shrub","rejection_reason":"NAME_EMPLOYEE_DETAILS\""""));
    samples.put(
        "account_update",
        plain(
            "account_update",
            """
            "event":"VOLUME_BASED_PRICING_TIER_UPDATE","volume_tier_info":{"tier_update_time":1760000100,\
            "pricing_category":"UTILITY","tier":"25000001:50000000","effective_month":"2026-11",\
            "region":"India"}"""));
    samples.put(
        "account_alerts",
        plain(
            "account_alerts",
            """
            "entity_type":"BUSINESS","entity_id":506914307656634,"alert_info":{\
            "alert_severity":"INFORMATIONAL","alert_status":"NONE","alert_type":"OBA_APPROVED",\
            "alert_description":"Your official business account was approved"}"""));
    samples.put(
        "account_review_update", plain("account_review_update", "\"decision\":\"APPROVED\""));
    samples.put(
        "account_settings_update",
        plain(
            "account_settings_update",
            """
            "messaging_product":"whatsapp","timestamp":"1760000101","type":"phone_number_settings",\
            "phone_number_settings":{"phone_number_id":"106540352242922","calling":{"status":"ENABLED",\
            "call_icon_visibility":"DEFAULT","callback_permission_status":"ENABLED",\
            "sip":{"status":"DISABLED","servers":[{"hostname":"sip.example"}]}}}"""));
    samples.put(
        "business_capability_update",
        plain(
            "business_capability_update",
            """
            "max_daily_conversations_per_business":"TIER_10K","max_phone_numbers_per_waba":25"""));
    samples.put(
        "business_status_update", plain("business_status_update", "\"event\":\"STATUS_X{n}\""));
    samples.put(
        "security",
        plain(
            "security",
            """
            "display_phone_number":"15550001111","event":"PIN_CHANGED","requester":"61555822107539\""""));
    samples.put(
        "flows",
        plain(
            "flows",
            """
            "event":"CLIENT_ERROR_RATE","message":"The error rate is 14.28 percent",\
            "flow_id":"691244242662581","error_rate":14.28,"threshold":10,"alert_state":"ACTIVATED",\
            "errors":[{"error_type":"INVALID_SCREEN_TRANSITION","error_rate":66.66,"error_count":2},\
            {"error_type":"PUBLIC_KEY_MISSING","error_rate":33.33,"error_count":1}]"""));
    samples.put(
        "payment_configuration_update",
        plain(
            "payment_configuration_update",
            """
            "configuration_name":"razorpay-prod","provider_name":"razorpay",\
            "provider_mid":"acc_GP4lfNA0iIMn5B","status":"Needs Testing","created_timestamp":1748827100,\
            "updated_timestamp":1749320300"""));
    samples.put(
        "partner_solutions",
        plain(
            "partner_solutions",
            """
            "event":"SOLUTION_CREATED","solution_id":"774485461512159","solution_status":"INITIATED\""""));
    samples.put(
        "business_username_updates",
        plain(
            "business_username_updates",
            """
            "display_phone_number":"15550001111","username":"luckyshrub","status":"approved\""""));
    samples.put(
        "business_username_update",
        plain(
            "business_username_update",
            """
            "display_phone_number":"15550001111","status":"deleted\""""));
    samples.put("tracking_events", plain("tracking_events", "\"events\":[{\"x\":{n}}]"));
    samples.put("consumer_profile", plain("consumer_profile", "\"profile\":{\"x\":{n}}"));
  }

  private static void groups(Map<String, String> samples) {
    samples.put(
        "group_lifecycle_update",
        value(
            "group_lifecycle_update",
            """
            "groups":[{"timestamp":"1760000110","group_id":"Y2FwaV9ncm91cDox{n}","type":"group_create",\
            "request_id":"r{n}","subject":"Ana and friends","invite_link":"https:\\/\\/chat.example\\/x",\
            "join_approval_mode":"auto_approve"}]"""));
    samples.put(
        "group_participants_update",
        value(
            "group_participants_update",
            """
            "groups":[{"timestamp":"1760000111","group_id":"Y2FwaV9ncm91cDox{n}",\
            "type":"group_participants_add","reason":"invite_link",\
            "added_participants":[{"wa_id":"49151{n}"},{"wa_id":"49152{n}","input":"+49152{n}"}]}]"""));
    samples.put(
        "group_settings_update",
        value(
            "group_settings_update",
            """
            "groups":[{"timestamp":"1760000112","group_id":"Y2FwaV9ncm91cDox{n}",\
            "type":"group_settings_update","request_id":"r{n}",\
            "profile_picture":{"mime_type":"image\\/jpeg","update_successful":true,"sha256":"x"},\
            "group_subject":{"text":"Ana","update_successful":false,"errors":[{"code":131000}]}}]"""));
    samples.put(
        "group_status_update",
        value(
            "group_status_update",
            """
            "groups":[{"timestamp":"1760000113","group_id":"Y2FwaV9ncm91cDox{n}",\
            "type":"group_suspend"}]"""));
  }

  private static String value(String field, String members) {
    return """
    {"value":{%s,%s},"field":"%s"}"""
        .formatted(METADATA, members, field);
  }

  private static String plain(String field, String members) {
    return """
    {"value":{%s},"field":"%s"}"""
        .formatted(members, field);
  }
}
