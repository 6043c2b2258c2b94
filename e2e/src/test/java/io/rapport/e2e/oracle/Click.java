package io.rapport.e2e.oracle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A customer followed a link.
 *
 * @param channel where that is known; always with a wamid
 * @param wamid of the message the link was in, where that is known
 * @param campaign the link's, where it has one
 */
record Click(
    Instant at, Optional<String> channel, Optional<String> wamid, Optional<String> campaign) {

  static Click of(Reported reported) {
    return new Click(
        reported.at(), reported.channel(), reported.text("wamid"), reported.text("campaign"));
  }

  /**
   * The message the link was in, among those of the person on all channels; else the latest before
   * it of the link's campaign.
   *
   * @param initiated those by which the business began, none to a group
   */
  Optional<Outbound> message(List<Outbound> all, List<Outbound> initiated) {
    if (wamid.isPresent()) {
      return all.stream()
          .filter(out -> out.wamid().equals(wamid.get()))
          .filter(out -> channel.filter(out.channel()::equals).isPresent())
          .findFirst();
    }
    var before =
        initiated.stream()
            .filter(out -> campaign.isPresent())
            .filter(out -> campaign.equals(Optional.ofNullable(out.knownLabel().get("campaign"))))
            .filter(out -> channel.isEmpty() || channel.get().equals(out.channel()))
            .filter(out -> !out.sentAt().isAfter(at))
            .sorted(Comparator.comparing(Outbound::sentAt))
            .toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    var latest = before.getLast();
    if (before.stream().filter(out -> out.sentAt().equals(latest.sentAt())).count() > 1) {
      throw new IllegalStateException("two messages of one second could be meant by " + this);
    }
    return Optional.of(latest);
  }
}
