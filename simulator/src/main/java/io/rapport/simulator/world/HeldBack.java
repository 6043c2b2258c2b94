package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;

/**
 * What the marketing tool would have sent to one customer and held back. It needs no dice: what was
 * not sent changes nothing else in the world.
 */
record HeldBack(Campaign campaign, Shipment shipment) {
  private static final Duration REMINDS_AFTER = Duration.ofHours(12);

  /** The customer wants no advertising. */
  void forWantOfConsent(Stage stage, Instant at) {
    report(stage, at, "consent");
  }

  /**
   * Who has not seen the message is due for a reminder, and nobody gets it: advertising comes once
   * a day at most, and never at night.
   */
  void reminder(Stage stage, Sent sent) {
    var at = sent.at().plus(REMINDS_AFTER);
    if (sent.seenAt().filter(seen -> seen.isBefore(at)).isPresent()) {
      return;
    }
    report(
        stage,
        at,
        stage.customer().optedOut(at)
            ? "consent"
            : Rhythm.asleep(at, stage.person().zone()) ? "quiet-hours" : "frequency-cap");
  }

  /** A team that does not label its messages does not say much here either. */
  private void report(Stage stage, Instant at, String reason) {
    stage.reports(
        at,
        shipment.label().map(_ -> stage.channel()),
        campaign.name() + "/" + stage.person().id() + "/" + at.getEpochSecond(),
        Report.blocked(reason, shipment.label()));
  }
}
