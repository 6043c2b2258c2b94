package io.rapport.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.imports.read.Row;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.Evidence;
import io.rapport.ingest.store.Receipt;
import io.rapport.ingest.subscription.SubscriptionWords;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes facts of rows about messages. Thread-safe. */
@ApplicationScoped
class PastMessage {

  private static final String BY = "import";
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final EventIds ids;
  private final Pseudonyms pseudonyms;
  private final Clock clock;

  PastMessage(EventIds ids, Pseudonyms pseudonyms, Clock clock) {
    this.ids = requireNonNull(ids, "ids is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  /** A row says something there cannot be. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String column;

    FaultException(String column, String reason) {
      super(reason);
      this.column = column;
    }

    Row.Faulty at(long line) {
      return new Row.Faulty(line, column, getMessage());
    }
  }

  /**
   * The facts of a message, kept unless somebody has told of that message before.
   *
   * @param phoneNumberId of the business
   * @param words by which customers subscribe and end it
   */
  Entry.Backfill entry(
      Row.Message row,
      int channelId,
      String phoneNumberId,
      SubscriptionWords words,
      Receipt receipt)
      throws FaultException {
    requirePast("time", Optional.of(row.at()));
    requirePast("sentAt", row.fate().sentAt());
    requirePast("deliveredAt", row.fate().deliveredAt());
    requirePast("readAt", row.fate().readAt());
    requirePast("failedAt", row.fate().failedAt());
    var identity =
        Identity.ofPerson(row.contact())
            .orElseThrow(
                () -> new FaultException("contact", "is neither a phone number nor a user id"));
    var wamid = row.wamid().orElseGet(() -> told(row, phoneNumberId));
    return new Entry.Backfill(
        row.inbound()
            ? received(row, channelId, phoneNumberId, wamid, words)
            : sent(row, channelId, phoneNumberId, wamid),
        statuses(row.fate(), channelId, phoneNumberId, wamid),
        ids.message(phoneNumberId, wamid),
        Names.of(List.of(identity), pseudonyms),
        Nothing.EVIDENCE,
        Optional.of(receipt));
  }

  private void requirePast(String column, Optional<Instant> time) throws FaultException {
    if (time.isPresent() && time.get().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
      throw new FaultException(column, "lies in the future");
    }
  }

  /** What tells a message without an id from others: what it says, all of it. */
  private String told(Row.Message row, String phoneNumberId) {
    return "import:"
        + ids.hidden(
            String.join(
                "\n",
                phoneNumberId,
                row.contact(),
                row.inbound() ? "in" : "out",
                row.at().toString(),
                Integer.toString(row.repetition()),
                row.type(),
                row.text().orElse(""),
                row.tags().campaign().orElse(""),
                row.tags().variant().orElse(""),
                row.tags().template().orElse("")));
  }

  private MessageReceived received(
      Row.Message row, int channelId, String phoneNumberId, String wamid, SubscriptionWords words)
      throws FaultException {
    return new MessageReceived(
        ids.told(EventKind.MESSAGE_RECEIVED, phoneNumberId, wamid, ""),
        channelId,
        row.at(),
        ids.message(phoneNumberId, wamid),
        false,
        type(row.type()),
        row.context().map(context -> ids.message(phoneNumberId, context)),
        row.text().map(words::wordOf).orElse(SubscriptionWord.NONE),
        Optional.empty());
  }

  private static MessageType type(String word) throws FaultException {
    try {
      return MessageType.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new FaultException("type", "is no type of a message");
    }
  }

  private MessageSent sent(Row.Message row, int channelId, String phoneNumberId, String wamid)
      throws FaultException {
    return new MessageSent(
        ids.told(EventKind.MESSAGE_ACCEPTED, phoneNumberId, wamid, BY),
        channelId,
        row.at(),
        ids.message(phoneNumberId, wamid),
        false,
        EventKind.MESSAGE_ACCEPTED,
        row.context().map(context -> ids.message(phoneNumberId, context)),
        label(row),
        List.of());
  }

  private List<Event> statuses(Row.Fate fate, int channelId, String phoneNumberId, String wamid) {
    record Told(EventKind kind, Optional<Instant> at) {}
    var statuses = new ArrayList<Event>();
    for (var told :
        List.of(
            new Told(EventKind.STATUS_SENT, fate.sentAt()),
            new Told(EventKind.STATUS_DELIVERED, fate.deliveredAt()),
            new Told(EventKind.STATUS_READ, fate.readAt()),
            new Told(EventKind.STATUS_FAILED, fate.failedAt()))) {
      if (told.at().isPresent()) {
        statuses.add(
            new MessageStatus(
                ids.told(told.kind(), phoneNumberId, wamid, ""),
                channelId,
                told.at().get(),
                ids.message(phoneNumberId, wamid),
                false,
                told.kind(),
                Optional.empty(),
                false,
                told.kind() == EventKind.STATUS_FAILED && fate.errorCode().isPresent()
                    ? OptionalInt.of(fate.errorCode().get())
                    : OptionalInt.empty(),
                MessageLabel.NONE));
      }
    }
    return statuses;
  }

  private static MessageLabel label(Row.Message row) throws FaultException {
    var tags = row.tags();
    Optional<Origin> origin = tags.origin().flatMap(Origin::ofId);
    if (origin.isEmpty() && tags.origin().isPresent()) {
      throw new FaultException("origin", "is no known origin");
    }
    return new MessageLabel(
        origin.or(() -> tags.campaign().map(named -> Origin.CAMPAIGN)),
        tags.campaign(),
        tags.variant(),
        tags.template(),
        tags.language(),
        tags.segment(),
        tags.template().map(named -> "template"));
  }

  /** Whoever imports has the file: nothing of it goes to quarantine. */
  private enum Nothing implements Evidence {
    EVIDENCE;

    @Override
    public String field() {
      return "";
    }

    @Override
    public boolean fieldKnown() {
      return false;
    }

    @Override
    public byte[] body() {
      throw new IllegalStateException("rows of imports have receipts and are not kept");
    }
  }
}
