package io.rapport.ingest.whatsapp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who reads which webhook field. Thread-safe. */
final class FieldReaders {

  private final Map<String, FieldReader> byField;

  FieldReaders() {
    var messages = new MessageParser();
    var statuses = new StatusParser();
    var echoes = new EchoParser();
    var readers = new HashMap<String, FieldReader>();
    readers.put(WebhookFields.MESSAGES, new MessagesField(messages, statuses));
    readers.put(WebhookFields.STANDBY, new StandbyField(messages, statuses, echoes));
    readers.put(WebhookFields.SMB_MESSAGE_ECHOES, new AppEchoesField(echoes));
    readers.put(WebhookFields.HISTORY, new HistoryField(messages, echoes));
    readers.put(WebhookFields.MESSAGING_HANDOVERS, new HandoverField());
    readers.put(WebhookFields.SMB_APP_STATE_SYNC, new AppStateField());
    readers.put(WebhookFields.USER_PREFERENCES, new PreferencesField());
    readers.put(WebhookFields.USER_ID_UPDATE, new UserIdUpdateField());
    readers.put(WebhookFields.AUTOMATIC_EVENTS, new AutomaticEventsField());
    readers.put(WebhookFields.CALLS, new CallsField(statuses));
    WebhookFields.GROUPS.forEach(field -> readers.put(field, new GroupsField()));
    WebhookFields.UNDOCUMENTED.forEach(field -> readers.put(field, new UndocumentedField()));
    AccountFields.ALL.forEach((field, members) -> readers.put(field, new AccountField(members)));
    this.byField = Map.copyOf(readers);
  }

  /** Empty for a field nobody has told us about. */
  Optional<FieldReader> of(String field) {
    return Optional.ofNullable(byField.get(field));
  }
}
