package io.rapport.metrics.kpi;

import static io.rapport.metrics.statistics.IntervalMethod.CLUSTER_RATIO;
import static io.rapport.metrics.statistics.IntervalMethod.WILSON;

import io.rapport.metrics.kpi.Computation.Rate;
import io.rapport.metrics.kpi.Computation.RateDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What becomes of the messages with which the business begins. */
final class MessageKpis {

  static final KpiDefinition OPEN_RATE =
      new KpiDefinition(
          "open-rate",
          "Open rate",
          2,
          Unit.RATIO,
          "messages read within 72 h of sending / messages delivered within 72 h of sending; of"
              + " business-initiated messages without surveys",
          Optional.of(Measure.OPEN_POPULATION.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "message.sent_at",
              "message.delivered_at",
              "message.read_at",
              "message.first_reply_at",
              "message.first_click_at",
              "timeline.last_receipt_at"),
          new Rate(
              new Ratio(Measure.OPENED, Measure.OPEN_POPULATION),
              RateDetail.OPEN,
              new LinkedHashMap<>(),
              List.of(Measure.OPENED_INFERRED)));

  static final KpiDefinition RESPONSE_RATE =
      new KpiDefinition(
          "response-rate",
          "Response rate",
          1,
          Unit.RATIO,
          "messages with a substantive reply within 24 h of sending / messages delivered within 24"
              + " h of sending; of business-initiated messages without surveys; a reply belongs to"
              + " the message it quotes, else to the latest one before it",
          Optional.of(Measure.DELIVERED_24H.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "message.sent_at",
              "message.delivered_at",
              "message.first_reply_at",
              "message.reply_tapped"),
          new Rate(
              new Ratio(Measure.REPLIED_24H, Measure.DELIVERED_24H),
              RateDetail.RESPONSE,
              ConversationKpis.windows(
                  new Ratio(Measure.REPLIED_1H, Measure.DELIVERED_1H),
                  new Ratio(Measure.REPLIED_24H, Measure.DELIVERED_24H),
                  new Ratio(Measure.REPLIED_72H, Measure.RESPONSE_72H)),
              List.of(Measure.REPLIED_24H_TAPPED)));

  static final KpiDefinition DELIVERY_RATE =
      new KpiDefinition(
          "delivery-rate",
          "Delivery rate",
          1,
          Unit.RATIO,
          "messages delivered within 72 h of sending / messages sent; of business-initiated"
              + " messages, surveys included",
          Optional.of(Measure.SENT.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "message.sent_at", "message.delivered_at", "message.failed_at", "message.error_code"),
          new Rate(
              new Ratio(Measure.DELIVERED, Measure.SENT),
              RateDetail.DELIVERY,
              new LinkedHashMap<>(),
              List.of(
                  Measure.FAILED_UNDELIVERABLE,
                  Measure.FAILED_WINDOW,
                  Measure.FAILED_LIMITED,
                  Measure.FAILED_OPTED_OUT,
                  Measure.FAILED_HOLDOUT,
                  Measure.FAILED_POLICY,
                  Measure.FAILED_TEMPLATE,
                  Measure.FAILED_OTHER)));

  static final KpiDefinition CLICK_THROUGH_RATE =
      new KpiDefinition(
          "click-through-rate",
          "Click-through rate",
          1,
          Unit.RATIO,
          "messages with a link of theirs followed within 72 h of sending / messages delivered"
              + " within 72 h of sending; of business-initiated messages without surveys; links"
              + " made for the recipient only, as nobody knows who followed another",
          Optional.of(Measure.CLICKED.horizon()),
          CLUSTER_RATIO.id(),
          List.of("message.sent_at", "message.delivered_at", "message.first_click_at"),
          new Rate(
              new Ratio(Measure.CLICKED, Measure.OPEN_POPULATION),
              RateDetail.CLICK,
              new LinkedHashMap<>(),
              List.of(Measure.OPENED)));

  static final KpiDefinition CONVERSION_RATE =
      new KpiDefinition(
          "conversion-rate",
          "Conversion rate",
          2,
          Unit.RATIO,
          "contacts with a conversion within 7 d of sending that is due to a message / contacts with"
              + " a message delivered within 7 d of sending; of business-initiated messages without"
              + " surveys; a conversion is due to the last message whose link was followed at most"
              + " 7 d before it, else that was read at most 1 d before it, else that was delivered"
              + " at most 1 d before it; once an order; not if all of it was given back within 7 d"
              + " of sending; these are the windows of whoever chose none, and 7 d of sending is"
              + " the longest of them where that is longer",
          Optional.of(Measure.CONVERTED.horizon()),
          WILSON.id(),
          List.of(
              "message.sent_at",
              "message.delivered_at",
              "message.converted_at",
              "conversion.minor_units",
              "conversion.refunded",
              "conversion_touch.millionths",
              "conversion_touch.share_minor_units"),
          new Rate(
              new Ratio(Measure.CONVERTED, Measure.APPROACHED),
              RateDetail.CONVERSION,
              new LinkedHashMap<>(),
              List.of()));

  static final KpiDefinition OPT_OUT_RATE =
      new KpiDefinition(
          "opt-out-rate",
          "Opt-out rate",
          1,
          Unit.RATIO,
          "contacts who within 7 d of sending of a message wanted no more / contacts with a message"
              + " delivered within 7 d of sending; of business-initiated messages without surveys;"
              + " by a word or button that ends a subscription, or by stopping marketing messages"
              + " in WhatsApp; belongs to the message it quotes, else to the latest one before it",
          Optional.of(Measure.OPTED_OUT.horizon()),
          WILSON.id(),
          List.of("message.sent_at", "message.delivered_at", "message.opted_out_at"),
          new Rate(
              new Ratio(Measure.OPTED_OUT, Measure.REACHED),
              RateDetail.OPT_OUT,
              new LinkedHashMap<>(),
              List.of()));

  private MessageKpis() {}
}
