package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The true KPIs of a truth. */
public final class Oracle {
  private final Map<String, Figures.Sources> accounts = new HashMap<>();

  /**
   * @throws IllegalStateException if the truth leaves open which of two facts of one second came
   *     first and a figure depends on it
   */
  public Oracle(Truth truth) {
    record Pair(String account, String person, String channel) {}
    record Person(String account, String name) {}
    var inbounds =
        truth.inbounds().stream()
            .collect(groupingBy(in -> new Pair(in.account(), in.person(), in.channel())));
    var outbounds =
        truth.outbounds().stream()
            .collect(groupingBy(out -> new Pair(out.account(), out.person(), out.channel())));
    var reported =
        truth.reported().stream().collect(groupingBy(it -> new Person(it.account(), it.person())));
    var lives =
        truth.accounts().stream()
            .collect(
                toMap(
                    account -> account,
                    account ->
                        new Lives(
                            truth.inbounds().stream()
                                .filter(it -> it.account().equals(account))
                                .toList(),
                            truth.outbounds().stream()
                                .filter(it -> it.account().equals(account))
                                .toList())));
    var conversations =
        Stream.concat(inbounds.keySet().stream(), outbounds.keySet().stream())
            .distinct()
            .collect(
                groupingBy(
                    pair -> new Person(pair.account(), pair.person()),
                    mapping(
                        pair ->
                            new Conversation(
                                pair.channel(),
                                inbounds.getOrDefault(pair, List.of()),
                                outbounds.getOrDefault(pair, List.of()),
                                reported.getOrDefault(
                                    new Person(pair.account(), pair.person()), List.of()),
                                lives.get(pair.account())),
                        toList())));
    var messages = new HashMap<String, List<MessageFact>>();
    var turns = new HashMap<String, List<TurnFact>>();
    var episodes = new HashMap<String, List<EpisodeFact>>();
    conversations.forEach(
        (person, own) -> {
          var clicked = clicked(own, reported.getOrDefault(person, List.of()));
          for (var conversation : own) {
            episodes
                .computeIfAbsent(person.account(), a -> new ArrayList<>())
                .addAll(conversation.episodes());
            messages
                .computeIfAbsent(person.account(), a -> new ArrayList<>())
                .addAll(conversation.messages(clicked));
            turns
                .computeIfAbsent(person.account(), a -> new ArrayList<>())
                .addAll(conversation.turns());
          }
        });
    for (var account : truth.accounts()) {
      accounts.put(
          account,
          new Figures.Sources(
              messages.getOrDefault(account, List.of()),
              turns.getOrDefault(account, List.of()),
              episodes.getOrDefault(account, List.of()),
              truth.inbounds().stream().filter(it -> it.account().equals(account)).toList(),
              truth.outbounds().stream().filter(it -> it.account().equals(account)).toList(),
              truth.reported().stream().filter(it -> it.account().equals(account)).toList(),
              lives.get(account)));
    }
  }

  /** When links in the messages to one person were followed, by wamid. */
  private static Map<String, List<Instant>> clicked(
      List<Conversation> own, List<Reported> reported) {
    var all = own.stream().flatMap(it -> it.outbounds().stream()).toList();
    var initiated = own.stream().flatMap(it -> it.initiated().stream()).toList();
    var clicked = new HashMap<String, List<Instant>>();
    reported.stream()
        .filter(it -> it.type().equals("link.clicked"))
        .map(Click::of)
        .forEach(
            click ->
                click
                    .message(all, initiated)
                    .ifPresent(
                        message ->
                            clicked
                                .computeIfAbsent(message.wamid(), wamid -> new ArrayList<>())
                                .add(click.at())));
    return clicked;
  }

  public Figures figures(Question question) {
    return new Figures(sources(question), question);
  }

  /** The values of a dimension that what a KPI counts has in the period. */
  public Set<String> values(String kpi, String dimension, Question question) {
    return sources(question)
        .told(kpi)
        .filter(it -> question.contains(it.at()))
        .map(it -> it.traits().value(dimension, it.at(), question.zone()))
        .collect(toSet());
  }

  private Figures.Sources sources(Question question) {
    return Optional.ofNullable(accounts.get(question.account()))
        .orElseThrow(() -> new IllegalArgumentException("no account " + question.account()));
  }

  static boolean mature(Instant start, Duration horizon, Question question) {
    return !start.plus(horizon).isAfter(question.asOf());
  }
}
