package io.rapport.ingest.whatsapp;

import io.rapport.common.event.ContactUpdated;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.Party;
import java.util.Optional;
import java.util.OptionalLong;

/** What happened between a contact and the business, beside messages. */
sealed interface Happening {

  EventKind kind();

  record HandedOver(Optional<Party> from, Party to, Optional<HandoverReason> reason)
      implements Happening {
    @Override
    public EventKind kind() {
      return EventKind.HANDOVER;
    }
  }

  record PreferenceSet(String category, boolean stopped) implements Happening {
    @Override
    public EventKind kind() {
      return EventKind.PREFERENCE_CHANGED;
    }
  }

  record ContactChanged(ContactUpdated.Change change) implements Happening {
    @Override
    public EventKind kind() {
      return EventKind.CONTACT_UPDATED;
    }
  }

  /**
   * @param callId WhatsApp's id of the call
   */
  record Called(String callId, String event, Optional<Boolean> byBusiness, OptionalLong seconds)
      implements Happening {
    @Override
    public EventKind kind() {
      return EventKind.CALL_REPORTED;
    }
  }
}
