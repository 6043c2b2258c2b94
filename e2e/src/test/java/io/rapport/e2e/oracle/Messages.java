package io.rapport.e2e.oracle;

import static io.rapport.e2e.oracle.Oracle.mature;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toSet;

import io.rapport.e2e.oracle.Figures.ConversionRate;
import io.rapport.e2e.oracle.Figures.Credit;
import io.rapport.e2e.oracle.Figures.DeliveryRate;
import io.rapport.e2e.oracle.Figures.OpenRate;
import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Figures.ResponseRate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What became of the messages by which the business of one account began. */
final class Messages {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration THREE_DAYS = Duration.ofDays(3);
  private static final Duration RECEIPT_MEMORY = Duration.ofDays(90);

  private final List<MessageFact> all;
  private final List<Conversions.Due> due;
  private final List<Shares.Share> shares;
  private final Map<String, Instant> lastReceipts = new HashMap<>();

  Messages(List<MessageFact> all, Shop shop) {
    this.all = all;
    this.due = Conversions.due(shop, all).stream().filter(Conversions.Due::counts).toList();
    this.shares = Shares.of(shop, all);
    for (var message : all) {
      if (message.excluded().isEmpty()) {
        message
            .lastReceiptAt()
            .ifPresent(
                at ->
                    lastReceipts.merge(
                        message.person(), at, (one, other) -> one.isAfter(other) ? one : other));
      }
    }
  }

  Stream<Told> told() {
    return all.stream()
        .filter(MessageFact::businessInitiated)
        .map(message -> new Told(message.traits(), message.sentAt()));
  }

  Ratio clickThroughRate(Question question) {
    var population = population(question, m -> !m.survey() && m.deliveredWithin(THREE_DAYS));
    return ratio(population, THREE_DAYS, question, m -> m.clickedWithin(THREE_DAYS));
  }

  ConversionRate conversionRate(Question question) {
    var dueTo = due.stream().map(Conversions.Due::message).collect(toSet());
    var ratio = contacts(question, dueTo::contains);
    var counted =
        due.stream()
            .filter(it -> question.asks(it.message().traits(), it.message().sentAt()))
            .filter(it -> it.message().deliveredWithin(WEEK))
            .filter(it -> mature(it.message().sentAt(), WEEK, question))
            .toList();
    var shared =
        shares.stream()
            .filter(it -> question.asks(it.message().traits(), it.message().sentAt()))
            .filter(it -> mature(it.message().sentAt(), WEEK, question))
            .toList();
    var firsts = shared.stream().filter(Shares.Share::first).toList();
    return new ConversionRate(
        ratio,
        counted.size(),
        counted.stream().collect(groupingBy(Conversions.Due::touch, counting())),
        sum(counted.stream().map(it -> it.worth().orElseThrow())),
        new Credit(firsts.size() * Shares.WHOLE, sum(firsts.stream().map(Shares.Share::worth))),
        new Credit(
            shared.stream().mapToLong(Shares.Share::millionths).sum(),
            sum(shared.stream().map(Shares.Share::share))));
  }

  private static Map<String, Long> sum(Stream<Map<String, Long>> values) {
    return values
        .flatMap(value -> value.entrySet().stream())
        .collect(groupingBy(Map.Entry::getKey, summingLong(Map.Entry::getValue)));
  }

  DeliveryRate deliveryRate(Question question) {
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

  OpenRate openRate(Question question) {
    var population = population(question, m -> !m.survey() && m.deliveredWithin(THREE_DAYS));
    var mature =
        population.counted().stream()
            .filter(message -> mature(message.sentAt(), THREE_DAYS, question))
            .toList();
    var capable = contactsWithReceiptSince(question.asOf().minus(RECEIPT_MEMORY));
    var ever = lastReceipts.keySet();
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

  Ratio optOutRate(Question question) {
    return contacts(question, message -> message.optedOutWithin(WEEK));
  }

  /** Contacts, each once; one is immature if all of its messages are. */
  private Ratio contacts(Question question, Predicate<MessageFact> counts) {
    Predicate<MessageFact> reached = m -> !m.survey() && m.deliveredWithin(WEEK);
    var counted = population(question, reached).counted();
    var mature =
        counted.stream().filter(message -> mature(message.sentAt(), WEEK, question)).toList();
    var excluded =
        asked(question)
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

  ResponseRate responseRate(Question question, int hours) {
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

  private record Population(List<MessageFact> counted, Map<String, Long> exclusions) {}

  private Population population(Question question, Predicate<MessageFact> which) {
    var all = asked(question).filter(which).toList();
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

  private Stream<MessageFact> asked(Question question) {
    return all.stream()
        .filter(MessageFact::businessInitiated)
        .filter(message -> question.asks(message.traits(), message.sentAt()));
  }

  private Set<String> contactsWithReceiptSince(Instant since) {
    return lastReceipts.entrySet().stream()
        .filter(receipt -> !receipt.getValue().isBefore(since))
        .map(Map.Entry::getKey)
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
}
