package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.BotActivity;
import io.rapport.common.event.CartCreated;
import io.rapport.common.event.ContactTagged;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Refund;
import io.rapport.common.event.SendBlocked;
import io.rapport.common.event.Stamp;
import io.rapport.common.event.SurveyAnswered;
import io.rapport.common.event.SurveyInvited;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Subject;
import io.rapport.ingest.links.reference.VisitTable;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.EventIds.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Makes facts of reported events. Thread-safe. */
@ApplicationScoped
class EventFacts {

  private final EventIds ids;
  private final Pseudonyms pseudonyms;

  EventFacts(EventIds ids, Pseudonyms pseudonyms) {
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  /**
   * Whom the event is about.
   *
   * @throws io.rapport.common.problem.ProblemException if the name is none
   */
  Subject subject(ReportedEvent event) {
    var contact = event.data().contact();
    if (contact.contactId().isPresent()) {
      return new KnownContact(contact.contactId().get());
    }
    var identity =
        contact
            .waId()
            .map(
                waId ->
                    Identity.ofPerson(waId)
                        .orElseThrow(
                            () ->
                                EventProblems.badRequest(
                                    event.place().data("/contact/waId"),
                                    "is neither a phone number nor a user id")))
            .orElseGet(() -> new Identity(IdentityKind.USER_ID, contact.userId().orElseThrow()));
    return Names.of(List.of(identity), pseudonyms);
  }

  /** The fact. */
  Event fact(ReportedEvent event, int channelId) {
    var stamp = new Stamp(ids.reported(event.source(), event.id()), channelId, event.time());
    return switch (event.data()) {
      case EventData.MessageSent sent ->
          message(
              stamp,
              sent,
              sent.wamid(),
              sent.context(),
              new MessageLabel(
                  sent.origin(),
                  sent.campaign(),
                  sent.variant(),
                  sent.template(),
                  sent.language(),
                  sent.segment(),
                  sent.format()),
              sent.buttons());
      case EventData.MessageAgent sent ->
          message(
              stamp,
              sent,
              sent.wamid(),
              sent.context(),
              new MessageLabel(
                  Optional.of(Origin.AGENT),
                  sent.campaign(),
                  sent.variant(),
                  sent.template(),
                  sent.language(),
                  sent.segment(),
                  sent.format()),
              sent.buttons());
      case EventData.BotTurn turn ->
          new BotActivity(
              stamp,
              EventKind.BOT_TURN,
              turn.bot(),
              run(turn.bot(), turn.run()),
              turn.flow(),
              turn.step(),
              turn.intent(),
              decimal(turn.confidence()),
              Optional.empty());
      case EventData.BotStep step ->
          new BotActivity(
              stamp,
              EventKind.BOT_STEP,
              step.bot(),
              run(step.bot(), step.run()),
              Optional.of(step.flow()),
              Optional.of(step.step()),
              Optional.empty(),
              OptionalDouble.empty(),
              Optional.empty());
      case EventData.BotFallback fallback ->
          new BotActivity(
              stamp,
              EventKind.BOT_FALLBACK,
              fallback.bot(),
              run(fallback.bot(), fallback.run()),
              fallback.flow(),
              fallback.step(),
              fallback.intent(),
              decimal(fallback.confidence()),
              Optional.empty());
      case EventData.BotGoal goal ->
          new BotActivity(
              stamp,
              EventKind.BOT_GOAL,
              goal.bot(),
              run(goal.bot(), goal.run()),
              goal.flow(),
              goal.step(),
              Optional.empty(),
              OptionalDouble.empty(),
              Optional.of(goal.goal()));
      case EventData.Handover handover ->
          new Handover(stamp, handover.from(), handover.to(), handover.reason());
      case EventData.ConversationResolved resolved ->
          new ConversationResolved(stamp, resolved.by());
      case EventData.LinkClicked clicked ->
          new LinkUsed(
              stamp,
              EventKind.LINK_CLICKED,
              ids.reference(Reference.LINK, event.source() + "\n" + clicked.link()),
              message(clicked, clicked.wamid(), event),
              VisitTable.label(clicked.campaign(), clicked.variant()));
      case EventData.ContactTagged tagged -> tagged(stamp, tagged, event);
      case EventData.CartCreated cart ->
          new CartCreated(
              stamp, ids.reference(Reference.CART, cart.cart()), cart.value().map(Amount::money));
      case EventData.Conversion conversion ->
          new Conversion(
              stamp,
              ids.reference(Reference.ORDER, conversion.order()),
              conversion.name(),
              conversion.value().map(Amount::money),
              conversion.cart().map(cart -> ids.reference(Reference.CART, cart)),
              conversion.clickId());
      case EventData.Refund refund ->
          new Refund(
              stamp,
              ids.reference(Reference.ORDER, refund.order()),
              refund.value().map(Amount::money));
      case EventData.SurveyInvited invited ->
          new SurveyInvited(
              stamp,
              ids.reference(Reference.INVITATION, invited.invitation()),
              invited.survey(),
              invited.scale(),
              message(invited, invited.wamid(), event));
      case EventData.SurveyAnswered answered ->
          new SurveyAnswered(
              stamp,
              ids.reference(Reference.INVITATION, answered.invitation()),
              answered.survey(),
              answered.scale(),
              answered.rating());
      case EventData.SendBlocked blocked ->
          new SendBlocked(
              stamp,
              blocked.reason(),
              new MessageLabel(
                  blocked.origin(),
                  blocked.campaign(),
                  blocked.variant(),
                  blocked.template(),
                  blocked.language(),
                  blocked.segment(),
                  blocked.format()));
    };
  }

  private static ContactTagged tagged(
      Stamp stamp, EventData.ContactTagged tagged, ReportedEvent event) {
    var add = tagged.add().orElseGet(List::of);
    var remove = tagged.remove().orElseGet(List::of);
    if (add.isEmpty() && remove.isEmpty()) {
      throw EventProblems.badRequest(event.place().data("/add"), "must name a tag, or remove one");
    }
    return new ContactTagged(stamp, add, remove);
  }

  /** A wamid is one only together with the number that sent it. */
  private Optional<UUID> message(
      EventData.BesideMessages data, Optional<String> wamid, ReportedEvent event) {
    return wamid.map(
        id ->
            ids.message(
                data.phoneNumberId()
                    .orElseThrow(
                        () ->
                            EventProblems.badRequest(
                                event.place().data("/phoneNumberId"),
                                "must be given with a wamid")),
                id));
  }

  private MessageSent message(
      Stamp stamp,
      EventData.OfMessage data,
      String wamid,
      Optional<String> context,
      MessageLabel label,
      List<String> buttons) {
    return new MessageSent(
        stamp.eventId(),
        stamp.channelId(),
        stamp.occurredAt(),
        ids.message(data.phoneNumberId(), wamid),
        false,
        EventKind.MESSAGE_ACCEPTED,
        context.map(answered -> ids.message(data.phoneNumberId(), answered)),
        label,
        buttons);
  }

  /** Two bots may number their runs alike. */
  private Optional<UUID> run(String bot, Optional<String> run) {
    return run.map(id -> ids.reference(Reference.BOT_RUN, bot + "\n" + id));
  }

  private static OptionalDouble decimal(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
