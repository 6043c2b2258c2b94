package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.rapport.e2e.oracle.Figures.ConversionRate;
import io.rapport.e2e.oracle.Figures.DeliveryRate;
import io.rapport.e2e.oracle.Figures.OpenRate;
import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Figures.ResponseRate;
import io.rapport.e2e.oracle.Figures.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The true KPIs of a truth. */
public final class Oracle {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration THREE_DAYS = Duration.ofDays(3);
  private static final Duration RECEIPT_MEMORY = Duration.ofDays(90);

  private final Map<String, List<MessageFact>> messages = new HashMap<>();
  private final Map<String, List<TurnFact>> turns = new HashMap<>();
  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Surveys> surveys = new HashMap<>();

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
    var clicks = truth.clicks().stream().collect(groupingBy(Click::account));
    var episodes = new HashMap<String, List<EpisodeFact>>();
    Stream.concat(inbounds.keySet().stream(), outbounds.keySet().stream())
        .distinct()
        .forEach(
            pair -> {
              var conversation =
                  new Conversation(
                      pair.channel(),
                      inbounds.getOrDefault(pair, List.of()),
                      outbounds.getOrDefault(pair, List.of()),
                      reported.getOrDefault(new Person(pair.account(), pair.person()), List.of()),
                      clicks.getOrDefault(pair.account(), List.of()));
              episodes
                  .computeIfAbsent(pair.account(), a -> new ArrayList<>())
                  .addAll(conversation.episodes());
              messages
                  .computeIfAbsent(pair.account(), a -> new ArrayList<>())
                  .addAll(conversation.messages());
              turns
                  .computeIfAbsent(pair.account(), a -> new ArrayList<>())
                  .addAll(conversation.turns());
            });
    for (var account : truth.accounts()) {
      surveys.put(
          account,
          new Surveys(
              episodes.getOrDefault(account, List.of()),
              truth.outbounds().stream().filter(it -> it.account().equals(account)).toList(),
              truth.reported().stream().filter(it -> it.account().equals(account)).toList()));
      services.put(
          account,
          new Service(
              episodes.getOrDefault(account, List.of()),
              truth.inbounds().stream().filter(it -> it.account().equals(account)).toList(),
              truth.reported().stream().filter(it -> it.account().equals(account)).toList()));
    }
  }

  /** All outbound messages of an account. */
  public List<MessageFact> messages(String account) {
    return messages.getOrDefault(account, List.of());
  }

  /** All turns of an account. */
  public List<TurnFact> turns(String account) {
    return turns.getOrDefault(account, List.of());
  }

  public Figures figures(Question question) {
    var service =
        services.getOrDefault(question.account(), new Service(List.of(), List.of(), List.of()));
    var surveys =
        this.surveys.getOrDefault(question.account(), new Surveys(List.of(), List.of(), List.of()));
    return new Figures(
        deliveryRate(question),
        openRate(question),
        clickThroughRate(question),
        conversionRate(question, service.shop()),
        contacts(question, m -> m.optedOutWithin(WEEK)),
        Stream.of(1, 24, 72)
            .collect(toMap(Function.identity(), hours -> responseRate(question, hours))),
        Stream.of(1, 24, 72)
            .collect(toMap(Function.identity(), hours -> answerRate(question, hours))),
        responseTime(question, turn -> true),
        responseTime(question, TurnFact::firstInEpisode),
        service.bots(question),
        service.queueAbandonment(question),
        service.flowAbandonment(question),
        service.cartAbandonment(question),
        service.retentionRate(question),
        surveys.csat(question),
        surveys.nps(question),
        surveys.ces(question));
  }

  private Ratio clickThroughRate(Question question) {
    var population = population(question, m -> !m.survey() && m.deliveredWithin(THREE_DAYS));
    return ratio(population, THREE_DAYS, question, m -> m.clickedWithin(THREE_DAYS));
  }

  private ConversionRate conversionRate(Question question, Shop shop) {
    var due =
        Conversions.due(shop, messages(question.account())).stream()
            .filter(Conversions.Due::counts)
            .toList();
    var dueTo = due.stream().map(Conversions.Due::message).collect(toSet());
    var ratio = contacts(question, dueTo::contains);
    var counted =
        due.stream()
            .filter(it -> question.contains(it.message().sentAt()))
            .filter(it -> question.messages().test(it.message()))
            .filter(it -> it.message().deliveredWithin(WEEK))
            .filter(it -> mature(it.message().sentAt(), WEEK, question))
            .toList();
    var value = new HashMap<String, Long>();
    counted.forEach(
        it ->
            it.worth()
                .orElseThrow()
                .forEach((currency, minorUnits) -> value.merge(currency, minorUnits, Long::sum)));
    return new ConversionRate(
        ratio,
        counted.size(),
        counted.stream().collect(groupingBy(Conversions.Due::touch, counting())),
        value);
  }

  private DeliveryRate deliveryRate(Question question) {
    var population = population(question, message -> true);
    var mature =
        population.counted().stream()
            .filter(message -> mature(message.sentAt(), THREE_DAYS, question))
            .toList();
    var failures =
        mature.stream()
            .filter(m -> m.failedWithin(THREE_DAYS) && !m.deliveredWithin(THREE_DAYS))
            .collect(groupingBy(m -> failureClass(m.errorCode()), counting()));
    return new DeliveryRate(
        ratio(population, THREE_DAYS, question, m -> m.deliveredWithin(THREE_DAYS)),
        failures,
        mature.stream()
            .filter(m -> !m.deliveredWithin(THREE_DAYS) && !m.failedWithin(THREE_DAYS))
            .count());
  }

  private OpenRate openRate(Question question) {
    var population = population(question, m -> !m.survey() && m.deliveredWithin(THREE_DAYS));
    var mature =
        population.counted().stream()
            .filter(message -> mature(message.sentAt(), THREE_DAYS, question))
            .toList();
    var capable =
        contactsWithReceiptSince(question.account(), question.asOf().minus(RECEIPT_MEMORY));
    var ever = contactsWithReceiptSince(question.account(), Instant.MIN);
    Predicate<MessageFact> opened = m -> m.readWithin(THREE_DAYS);
    Predicate<MessageFact> inferred =
        opened.or(m -> m.repliedWithin(THREE_DAYS)).or(m -> m.clickedWithin(THREE_DAYS));
    Predicate<MessageFact> blind = m -> !ever.contains(m.person());
    return new OpenRate(
        ratio(population, THREE_DAYS, question, opened),
        mature.stream().filter(inferred).count(),
        mature.stream().filter(inferred.or(blind)).count(),
        mature.stream().filter(m -> capable.contains(m.person())).filter(opened).count(),
        mature.stream().filter(m -> capable.contains(m.person())).count(),
        persons(mature.stream().filter(blind)),
        persons(mature.stream()));
  }

  /** Contacts, each once; one is immature if all of its messages are. */
  private Ratio contacts(Question question, Predicate<MessageFact> counts) {
    Predicate<MessageFact> reached = m -> !m.survey() && m.deliveredWithin(WEEK);
    var counted = population(question, reached).counted();
    var mature =
        counted.stream().filter(message -> mature(message.sentAt(), WEEK, question)).toList();
    var excluded =
        messages(question.account()).stream()
            .filter(message -> question.contains(message.sentAt()))
            .filter(MessageFact::businessInitiated)
            .filter(question.messages())
            .filter(reached)
            .filter(message -> message.excluded().isPresent())
            .collect(groupingBy(message -> message.excluded().orElseThrow()));
    var exclusions = new HashMap<String, Long>();
    excluded.forEach((reason, messages) -> exclusions.put(reason, persons(messages.stream())));
    return new Ratio(
        persons(mature.stream().filter(counts)),
        persons(mature.stream()),
        persons(counted.stream()) - persons(mature.stream()),
        exclusions);
  }

  private static long persons(Stream<MessageFact> messages) {
    return messages.map(MessageFact::person).distinct().count();
  }

  private ResponseRate responseRate(Question question, int hours) {
    var window = Duration.ofHours(hours);
    var population = population(question, m -> !m.survey() && m.deliveredWithin(window));
    var tapped =
        population.counted().stream()
            .filter(m -> mature(m.sentAt(), window, question))
            .filter(m -> m.repliedWithin(window) && m.replyTapped())
            .count();
    return new ResponseRate(
        ratio(population, window, question, m -> m.repliedWithin(window)), tapped);
  }

  private Ratio answerRate(Question question, int hours) {
    var window = Duration.ofHours(hours);
    var asked = asked(question).toList();
    var mature = asked.stream().filter(t -> mature(t.startedAt(), window, question)).toList();
    return new Ratio(
        mature.stream().filter(turn -> turn.answeredWithin(window)).count(),
        mature.size(),
        asked.size() - mature.size(),
        Map.of());
  }

  private ResponseTime responseTime(Question question, Predicate<TurnFact> which) {
    var asked = asked(question).filter(which).toList();
    var unanswered = asked.stream().filter(turn -> turn.answeredAt().isEmpty()).toList();
    var any = latencies(asked, TurnFact::answeredAt);
    return new ResponseTime(
        asked.size(),
        unanswered.size(),
        any,
        latencies(asked, TurnFact::humanAnsweredAt),
        latencies(asked, TurnFact::botAnsweredAt),
        KaplanMeier.median(
            any.seconds(),
            unanswered.stream()
                .map(turn -> turn.secondsUntil(earlier(turn.answerableUntil(), question.asOf())))
                .toList()));
  }

  private static Latencies latencies(
      List<TurnFact> turns, Function<TurnFact, Optional<Instant>> answer) {
    return new Latencies(
        turns.stream()
            .flatMap(turn -> answer.apply(turn).map(turn::secondsUntil).stream())
            .toList());
  }

  private Stream<TurnFact> asked(Question question) {
    return turns(question.account()).stream()
        .filter(turn -> question.contains(turn.startedAt()))
        .filter(question.turns());
  }

  private record Population(List<MessageFact> counted, Map<String, Long> exclusions) {}

  private Population population(Question question, Predicate<MessageFact> which) {
    var all =
        messages(question.account()).stream()
            .filter(message -> question.contains(message.sentAt()))
            .filter(MessageFact::businessInitiated)
            .filter(question.messages())
            .filter(which)
            .toList();
    return new Population(
        all.stream().filter(message -> message.excluded().isEmpty()).toList(),
        all.stream()
            .flatMap(message -> message.excluded().stream())
            .collect(groupingBy(Function.identity(), counting())));
  }

  private static Ratio ratio(
      Population population, Duration horizon, Question question, Predicate<MessageFact> counts) {
    var mature =
        population.counted().stream()
            .filter(message -> mature(message.sentAt(), horizon, question))
            .toList();
    return new Ratio(
        mature.stream().filter(counts).count(),
        mature.size(),
        population.counted().size() - mature.size(),
        population.exclusions());
  }

  static boolean mature(Instant start, Duration horizon, Question question) {
    return !start.plus(horizon).isAfter(question.asOf());
  }

  private Set<String> contactsWithReceiptSince(String account, Instant since) {
    return messages(account).stream()
        .filter(message -> message.excluded().isEmpty())
        .filter(message -> message.lastReceiptAt().filter(at -> !at.isBefore(since)).isPresent())
        .map(MessageFact::person)
        .collect(toSet());
  }

  private static String failureClass(int code) {
    return switch (code) {
      case 131026, 130403 -> "undeliverable";
      case 131047 -> "window";
      case 131049, 131048, 130429, 131056, 80007, 4 -> "limited";
      case 131050 -> "optedOut";
      case 130472 -> "holdout";
      case 368, 131031, 130497, 131064 -> "policy";
      default -> code >= 132000 && code <= 132999 ? "template" : "other";
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
