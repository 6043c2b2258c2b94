package io.rapport.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The business writes to a group: one message id, statuses for every participant. */
record GroupChat(String id) {
  void play(List<Stage> participants, Instant at) {
    var first = participants.getFirst();
    var wamid = first.dice().wamid();
    var shipment = Shipment.labelled(Label.of("agent", "text"), "service", 1);
    for (var participant : participants) {
      var sent = participant.sends(at, shipment, wamid, Optional.of(id));
      var seenAt = sent.seenAt();
      if (seenAt.isPresent() && participant.dice().chance(0.2)) {
        participant.says(
            seenAt.get().plusSeconds(30),
            Content.text("@all 👍"),
            Optional.of(wamid),
            Optional.of(id));
      }
    }
  }
}
