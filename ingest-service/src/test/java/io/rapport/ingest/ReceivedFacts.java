package io.rapport.ingest;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.content.MessageContent;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.Evidence;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Messages of customers as the store takes them. */
public final class ReceivedFacts {

  private static final String NUMBER = "7";

  private final EventIds ids;
  private final Pseudonyms pseudonyms;

  public ReceivedFacts(Pseudonyms pseudonyms) {
    this.ids = new EventIds(pseudonyms);
    this.pseudonyms = pseudonyms;
  }

  /** A text message under the names of its writer. */
  public Entry.Fact of(
      Channel channel,
      Set<Identity> names,
      String wamid,
      Instant occurredAt,
      Optional<MessageContent> content) {
    var event =
        new MessageReceived(
            ids.told(EventKind.MESSAGE_RECEIVED, NUMBER, wamid, ""),
            channel.channelId(),
            occurredAt,
            ids.message(NUMBER, wamid),
            false,
            MessageType.TEXT,
            Optional.empty(),
            SubscriptionWord.NONE,
            Optional.empty());
    return new Entry.Fact(event, Names.of(names, pseudonyms), new Nothing(), content);
  }

  private record Nothing() implements Evidence {
    @Override
    public String field() {
      return "messages";
    }

    @Override
    public boolean fieldKnown() {
      return true;
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }
  }
}
