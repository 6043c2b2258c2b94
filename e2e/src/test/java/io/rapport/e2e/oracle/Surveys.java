package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.groupingBy;

import io.rapport.e2e.oracle.Figures.NetPromoters;
import io.rapport.e2e.oracle.Figures.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Who was asked for a rating in one account, and what they gave. */
final class Surveys {
  private static final Duration OPEN_FOR = Duration.ofDays(14);
  private static final Duration SECOND_THOUGHTS = Duration.ofDays(1);

  /**
   * An invitation that arrived, the first of its scale after an episode.
   *
   * @param rating the one that counts
   */
  private record Asked(
      String scale, Traits traits, Instant deliveredAt, Optional<Integer> rating) {}

  private final List<Asked> asked;

  Surveys(
      List<EpisodeFact> episodes, List<Outbound> outbounds, List<Reported> reported, Lives lives) {
    var messages = new HashMap<List<String>, Outbound>();
    outbounds.stream()
        .filter(out -> !out.group())
        .forEach(out -> messages.put(List.of(out.channel(), out.wamid()), out));
    var answers =
        reported.stream()
            .filter(it -> it.type().equals("survey.answered"))
            .collect(groupingBy(it -> it.text("invitation").orElseThrow()));
    record Delivered(Reported invitation, Instant at) {}
    var delivered =
        reported.stream()
            .filter(it -> it.type().equals("survey.invited"))
            .flatMap(it -> deliveredAt(it, messages).map(at -> new Delivered(it, at)).stream())
            .sorted(Comparator.comparing(Delivered::at))
            .toList();
    var persons = episodes.stream().collect(groupingBy(EpisodeFact::person));
    var askedBefore = new HashSet<List<Object>>();
    asked = new ArrayList<>();
    for (var one : delivered) {
      var person = one.invitation().person();
      var scale = one.invitation().text("scale").orElseThrow();
      var episode =
          persons.getOrDefault(person, List.of()).stream()
              .map(EpisodeFact::openedAt)
              .filter(opened -> !opened.isAfter(one.at()))
              .max(Comparator.naturalOrder());
      if (episode.isEmpty() || askedBefore.add(List.of(person, scale, episode.get()))) {
        var given =
            answers.getOrDefault(one.invitation().text("invitation").orElseThrow(), List.of());
        asked.add(
            new Asked(
                scale,
                traits(one.invitation(), messages).with("lifecycle", lives.at(person, one.at())),
                one.at(),
                rating(scale, one.at(), given)));
      }
    }
  }

  private static Traits traits(Reported invitation, Map<List<String>, Outbound> messages) {
    return Traits.NONE
        .with("channel", invitation.channel())
        .with("survey", invitation.text("survey"))
        .labelled(message(invitation, messages).map(Outbound::knownLabel).orElse(Map.of()));
  }

  private static Optional<Outbound> message(
      Reported invitation, Map<List<String>, Outbound> messages) {
    return invitation
        .text("wamid")
        .map(wamid -> messages.get(List.of(invitation.channel().orElseThrow(), wamid)));
  }

  Stream<Told> told(String scale) {
    return asked.stream()
        .filter(it -> it.scale().equals(scale))
        .map(it -> new Told(it.traits(), it.deliveredAt()));
  }

  private static Optional<Instant> deliveredAt(
      Reported invitation, Map<List<String>, Outbound> messages) {
    return invitation.text("wamid").isEmpty()
        ? Optional.of(invitation.at())
        : message(invitation, messages).flatMap(Outbound::deliveredAt);
  }

  private static Optional<Integer> rating(
      String scale, Instant deliveredAt, List<Reported> answers) {
    var valid =
        answers.stream()
            .filter(answer -> onScale(scale, ratingOf(answer)))
            .filter(answer -> !answer.at().isBefore(deliveredAt))
            .filter(answer -> !answer.at().isAfter(deliveredAt.plus(OPEN_FOR)))
            .sorted(Comparator.comparing(Reported::at))
            .toList();
    return valid.stream()
        .filter(answer -> !answer.at().isAfter(valid.getFirst().at().plus(SECOND_THOUGHTS)))
        .reduce((earlier, later) -> later)
        .map(Surveys::ratingOf);
  }

  private static int ratingOf(Reported answer) {
    return answer.said().get("rating").asInt();
  }

  private static boolean onScale(String scale, int rating) {
    return switch (scale) {
      case "csat" -> rating >= 1 && rating <= 5;
      case "nps" -> rating >= 0 && rating <= 10;
      case "ces" -> rating >= 1 && rating <= 7;
      default -> throw new IllegalStateException("no scale " + scale);
    };
  }

  Ratio csat(Question question) {
    return share("csat", question, rating -> rating >= 4);
  }

  Ratio ces(Question question) {
    return share("ces", question, rating -> rating >= 5);
  }

  NetPromoters nps(Question question) {
    return new NetPromoters(
        share("nps", question, rating -> rating >= 9),
        share("nps", question, rating -> rating <= 6).numerator());
  }

  /** Of the answers; those that may still be changed are immature. */
  private Ratio share(String scale, Question question, IntPredicate counts) {
    var all =
        asked.stream()
            .filter(it -> it.scale().equals(scale) && question.asks(it.traits(), it.deliveredAt()))
            .filter(it -> it.rating().isPresent())
            .toList();
    var mature =
        all.stream().filter(it -> Oracle.mature(it.deliveredAt(), OPEN_FOR, question)).toList();
    return new Ratio(
        mature.stream().filter(it -> counts.test(it.rating().orElseThrow())).count(),
        mature.size(),
        all.size() - mature.size(),
        Map.of());
  }
}
