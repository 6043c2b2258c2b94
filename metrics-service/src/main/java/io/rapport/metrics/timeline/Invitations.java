package io.rapport.metrics.timeline;

import io.rapport.common.event.Event;
import io.rapport.common.event.SurveyAnswered;
import io.rapport.common.event.SurveyInvited;
import io.rapport.common.event.SurveyScale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a contact was asked and answered. */
final class Invitations {

  /** After this an invitation has expired. */
  private static final Duration EXPIRY = Duration.ofDays(14);

  /** For this long after the first answer the customer may think again. */
  private static final Duration SECOND_THOUGHTS = Duration.ofHours(24);

  private final Map<UUID, SurveyInvited> invited = new LinkedHashMap<>();
  private final Map<UUID, List<SurveyAnswered>> answers = new HashMap<>();
  private final Map<UUID, Outgoing> messages;
  private final TreeSet<Instant> episodes;
  private final Exclusion exclusion;
  private final Lifecycles lifecycles;

  private record Asked(SurveyScale scale, Instant episode) {}

  /**
   * @param ordered all facts of the contact, in order
   */
  Invitations(
      List<Event> ordered,
      List<Outgoing> outbound,
      List<EpisodeFact> episodes,
      Exclusion exclusion,
      Lifecycles lifecycles) {
    this.exclusion = exclusion;
    this.lifecycles = lifecycles;
    this.messages =
        outbound.stream()
            .collect(
                Collectors.toMap(Outgoing::messageId, Function.identity(), (one, other) -> one));
    this.episodes =
        episodes.stream().map(EpisodeFact::openedAt).collect(Collectors.toCollection(TreeSet::new));
    for (var event : ordered) {
      switch (event) {
        // Of an invitation that is reported twice the first report counts.
        case SurveyInvited invitation -> invited.putIfAbsent(invitation.invitation(), invitation);
        case SurveyAnswered answer ->
            answers.computeIfAbsent(answer.invitation(), id -> new ArrayList<>()).add(answer);
        default -> {
          // Has no part in surveys.
        }
      }
    }
  }

  List<InvitationFact> facts() {
    var repeated = repeated();
    return invited.values().stream()
        .map(invitation -> fact(invitation, repeated.contains(invitation.invitation())))
        .toList();
  }

  /** All but the first that was delivered of one scale after the same episode began. */
  private Set<UUID> repeated() {
    var repeated = new HashSet<UUID>();
    var asked = new HashSet<Asked>();
    invited.values().stream()
        .filter(invitation -> deliveredAt(invitation).isPresent())
        .sorted(
            Comparator.comparing((SurveyInvited invitation) -> deliveredAt(invitation).get())
                .thenComparing(SurveyInvited::invitation, EventOrder.IDS))
        .forEach(
            invitation -> {
              var episode = episodes.floor(deliveredAt(invitation).orElseThrow());
              if (episode != null && !asked.add(new Asked(invitation.scale(), episode))) {
                repeated.add(invitation.invitation());
              }
            });
    return repeated;
  }

  private InvitationFact fact(SurveyInvited invitation, boolean repeated) {
    var delivered = deliveredAt(invitation);
    return new InvitationFact(
        invitation.invitation(),
        invitation.channelId(),
        exclusion,
        lifecycles.at(delivered.orElse(invitation.occurredAt())),
        invitation.survey(),
        invitation.scale(),
        invitation.occurredAt(),
        delivered,
        repeated,
        delivered.flatMap(at -> rating(invitation, at)),
        message(invitation)
            .map(message -> CampaignLabel.of(message.message().label()))
            .orElse(CampaignLabel.NONE));
  }

  private Optional<Outgoing> message(SurveyInvited invitation) {
    return invitation.message().map(messages::get);
  }

  private Optional<Instant> deliveredAt(SurveyInvited invitation) {
    return invitation.message().isPresent()
        ? message(invitation).flatMap(message -> message.message().deliveredAt())
        : Optional.of(invitation.occurredAt());
  }

  /** The last valid answer within a day of the first. */
  private Optional<InvitationFact.Rating> rating(SurveyInvited invitation, Instant delivered) {
    var valid =
        answers.getOrDefault(invitation.invitation(), List.of()).stream()
            .filter(answer -> invitation.scale().contains(answer.rating()))
            .filter(answer -> !answer.occurredAt().isBefore(delivered))
            .filter(answer -> within(delivered, answer, EXPIRY))
            .toList();
    return valid.stream()
        .filter(answer -> within(valid.getFirst().occurredAt(), answer, SECOND_THOUGHTS))
        .reduce((one, later) -> later)
        .map(answer -> new InvitationFact.Rating(answer.rating(), answer.occurredAt()));
  }

  private static boolean within(Instant from, SurveyAnswered answer, Duration limit) {
    return Duration.between(from, answer.occurredAt()).compareTo(limit) <= 0;
  }
}
