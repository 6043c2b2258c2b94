package io.rapport.common.event;

import java.time.Instant;
import java.util.UUID;

/** What happened between a contact and the business beside messages. */
public sealed interface Activity extends Event
    permits BotActivity,
        CallReported,
        CartCreated,
        ContactTagged,
        ContactUpdated,
        ConversationResolved,
        Conversion,
        Handover,
        LinkUsed,
        PreferenceChanged,
        Refund,
        SendBlocked,
        SurveyAnswered,
        SurveyInvited {

  /** Which fact it is, where and when. */
  Stamp stamp();

  @Override
  default UUID eventId() {
    return stamp().eventId();
  }

  @Override
  default int channelId() {
    return stamp().channelId();
  }

  @Override
  default Instant occurredAt() {
    return stamp().occurredAt();
  }
}
