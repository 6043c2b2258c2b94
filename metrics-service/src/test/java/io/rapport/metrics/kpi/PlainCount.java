package io.rapport.metrics.kpi;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The whole numbers of every KPI, counted one fact after the other as the definitions read. */
final class PlainCount {

  private static final List<String> EXCLUSIONS =
      List.of("none", "test", "internal", "group", "erased", "no-basis");

  private final RandomFacts facts;
  private final Scope scope;

  PlainCount(RandomFacts facts, Scope scope) {
    this.facts = facts;
    this.scope = scope;
  }

  Map<String, Long> integers(String kpi) {
    return switch (kpi) {
      case "delivery-rate" -> delivery();
      case "open-rate" -> open();
      case "response-rate" -> response();
      case "answer-rate" -> answer();
      case "response-time" -> waits(turn -> true);
      case "click-through-rate" -> click();
      case "conversion-rate" -> contacts(FactRows.Message::converted);
      case "opt-out-rate" -> optOut();
      case "first-response-time" -> waits(FactRows.Turn::first);
      default -> throw new IllegalArgumentException(kpi);
    };
  }

  /** The same numbers of figures. */
  static Map<String, Long> integers(Figures figures) {
    var integers = new TreeMap<String, Long>();
    integers.put("numerator", figures.numerator());
    integers.put("denominator", figures.denominator());
    integers.put("immature", figures.immature());
    figures.exclusions().forEach((reason, n) -> integers.put("excluded " + reason, n));
    switch (figures.detail()) {
      case Detail.Open open -> {
        integers.put("inferred", open.inferredNumerator());
        integers.put("upper", open.upperNumerator());
        integers.put("capable", open.receiptCapableDenominator());
        integers.put("capable opened", open.receiptCapableNumerator());
        integers.put("contacts", open.contacts());
        integers.put("blind", open.blindContacts());
      }
      case Detail.Response response -> {
        integers.put("tapped", response.tapped());
        integers.put("written", response.written());
        integers.put("skew", response.clockSkew());
        response.windows().forEach((name, w) -> window(integers, name, w));
      }
      case Detail.Answer answer -> {
        answer.windows().forEach((name, w) -> window(integers, name, w));
      }
      case Detail.Delivery delivery -> {
        integers.put("pending", delivery.pending());
        delivery.failures().forEach((name, n) -> integers.put("failed " + name, n));
      }
      case Detail.Click click -> {
        integers.put("opened", click.opened());
        integers.put("skew", click.clockSkew());
      }
      case Detail.Conversion conversion -> {
        // Their table is another one; see ConversionRateTest.
      }
      case Detail.OptOut optOut -> {
        integers.put("skew", optOut.clockSkew());
      }
      case Detail.ResponseTime time -> {
        integers.put("any", time.any().n());
        integers.put("human", time.human().n());
        integers.put("bot", time.bot().n());
        integers.put("unanswered", time.unanswered());
      }
      default -> throw new IllegalArgumentException("not of messages or turns");
    }
    return integers;
  }

  private static void window(Map<String, Long> integers, String name, Detail.Window window) {
    integers.put(name + " numerator", window.numerator());
    integers.put(name + " denominator", window.denominator());
    integers.put(name + " immature", window.immature());
  }

  private Map<String, Long> delivery() {
    var all = messages(m -> true);
    var integers = new TreeMap<String, Long>();
    Predicate<FactRows.Message> delivered = m -> within(m.sent(), m.delivered(), 72);
    ratio(integers, "", all, 72, delivered);
    long failed = 0;
    for (var failure :
        List.of(
            "undeliverable",
            "window",
            "limited",
            "optedOut",
            "holdout",
            "policy",
            "template",
            "other")) {
      long count =
          all.stream()
              .filter(m -> m.exclusion() == 0 && mature(m.sent(), 72))
              .filter(m -> within(m.sent(), m.failed(), 72) && !within(m.sent(), m.delivered(), 72))
              .filter(m -> failure(m.code()).equals(failure))
              .count();
      integers.put("failed " + failure, count);
      failed += count;
    }
    integers.put("pending", integers.get("denominator") - integers.get("numerator") - failed);
    return integers;
  }

  private Map<String, Long> open() {
    var all = messages(m -> m.origin() != Origin.SURVEY && within(m.sent(), m.delivered(), 72));
    var integers = new TreeMap<String, Long>();
    Predicate<FactRows.Message> read = m -> within(m.sent(), m.read(), 72);
    Predicate<FactRows.Message> inferred =
        read.or(m -> within(m.sent(), m.reply(), 72)).or(m -> within(m.sent(), m.click(), 72));
    Predicate<FactRows.Message> blind = m -> facts.receipts().get(m.contact()) == null;
    var since = scope.asOf().minus(Duration.ofDays(90));
    Predicate<FactRows.Message> capable =
        m -> !blind.test(m) && !facts.receipts().get(m.contact()).isBefore(since);
    ratio(integers, "", all, 72, read);
    var mature = all.stream().filter(m -> m.exclusion() == 0 && mature(m.sent(), 72)).toList();
    integers.put("inferred", mature.stream().filter(inferred).count());
    integers.put("upper", mature.stream().filter(inferred.or(blind)).count());
    integers.put("capable", mature.stream().filter(capable).count());
    integers.put("capable opened", mature.stream().filter(capable.and(read)).count());
    integers.put("contacts", contacts(mature.stream()));
    integers.put("blind", contacts(mature.stream().filter(blind)));
    return integers;
  }

  private Map<String, Long> click() {
    var all = messages(m -> m.origin() != Origin.SURVEY && within(m.sent(), m.delivered(), 72));
    var integers = new TreeMap<String, Long>();
    ratio(integers, "", all, 72, m -> within(m.sent(), m.click(), 72));
    var mature = all.stream().filter(m -> m.exclusion() == 0 && mature(m.sent(), 72)).toList();
    integers.put("opened", mature.stream().filter(m -> within(m.sent(), m.read(), 72)).count());
    integers.put("skew", mature.stream().filter(FactRows.Message::clockSkew).count());
    return integers;
  }

  private Map<String, Long> optOut() {
    var integers = contacts(FactRows.Message::optedOut);
    integers.put(
        "skew",
        contacts(
            messages(m -> m.origin() != Origin.SURVEY && within(m.sent(), m.delivered(), 168))
                .stream()
                .filter(m -> m.exclusion() == 0 && mature(m.sent(), 168))
                .filter(FactRows.Message::clockSkew)));
    return integers;
  }

  /** Contacts, each once; one is immature if all of its messages are. */
  private Map<String, Long> contacts(Function<FactRows.Message, Instant> moment) {
    var all = messages(m -> m.origin() != Origin.SURVEY && within(m.sent(), m.delivered(), 168));
    var counted = all.stream().filter(m -> m.exclusion() == 0).toList();
    var mature = counted.stream().filter(m -> mature(m.sent(), 168)).toList();
    var integers = new TreeMap<String, Long>();
    integers.put("denominator", contacts(mature.stream()));
    integers.put("immature", contacts(counted.stream()) - contacts(mature.stream()));
    integers.put(
        "numerator", contacts(mature.stream().filter(m -> within(m.sent(), moment.apply(m), 168))));
    for (int reason = 1; reason < EXCLUSIONS.size(); reason++) {
      int code = reason;
      long excluded = contacts(all.stream().filter(m -> m.exclusion() == code));
      if (excluded > 0) {
        integers.put("excluded " + EXCLUSIONS.get(code), excluded);
      }
    }
    return integers;
  }

  private Map<String, Long> response() {
    var integers = new TreeMap<String, Long>();
    for (int hours : new int[] {1, 24, 72}) {
      var all =
          messages(m -> m.origin() != Origin.SURVEY && within(m.sent(), m.delivered(), hours));
      Predicate<FactRows.Message> replied = m -> within(m.sent(), m.reply(), hours);
      ratio(integers, hours + "h ", all, hours, replied);
      if (hours == 24) {
        ratio(integers, "", all, hours, replied);
        var mature =
            all.stream().filter(m -> m.exclusion() == 0 && mature(m.sent(), hours)).toList();
        integers.put(
            "tapped", mature.stream().filter(replied.and(FactRows.Message::tapped)).count());
        integers.put(
            "written",
            mature.stream().filter(replied.and(Predicate.not(FactRows.Message::tapped))).count());
        integers.put("skew", mature.stream().filter(FactRows.Message::clockSkew).count());
      }
    }
    return integers;
  }

  private void ratio(
      Map<String, Long> integers,
      String name,
      List<FactRows.Message> all,
      int hours,
      Predicate<FactRows.Message> counts) {
    var counted = all.stream().filter(m -> m.exclusion() == 0).toList();
    var mature = counted.stream().filter(m -> mature(m.sent(), hours)).toList();
    integers.put(name + "numerator", mature.stream().filter(counts).count());
    integers.put(name + "denominator", (long) mature.size());
    integers.put(name + "immature", (long) counted.size() - mature.size());
    if (name.isEmpty()) {
      all.stream()
          .filter(m -> m.exclusion() != 0)
          .forEach(m -> integers.merge("excluded " + EXCLUSIONS.get(m.exclusion()), 1L, Long::sum));
    }
  }

  private Map<String, Long> answer() {
    var integers = new TreeMap<String, Long>();
    var all = turns(t -> true);
    var counted = all.stream().filter(t -> t.exclusion() == 0).toList();
    for (int hours : new int[] {1, 24, 72}) {
      var mature = counted.stream().filter(t -> mature(t.started(), hours)).toList();
      long answered = mature.stream().filter(t -> within(t.started(), t.answered(), hours)).count();
      for (var name : hours == 24 ? List.of("", "24h ") : List.of(hours + "h ")) {
        integers.put(name + "numerator", answered);
        integers.put(name + "denominator", (long) mature.size());
        integers.put(name + "immature", (long) counted.size() - mature.size());
      }
    }
    excluded(integers, all);
    return integers;
  }

  private Map<String, Long> waits(Predicate<FactRows.Turn> which) {
    var integers = new TreeMap<String, Long>();
    var all = turns(which);
    var counted = all.stream().filter(t -> t.exclusion() == 0).toList();
    long answered = counted.stream().filter(t -> t.answered() != null).count();
    integers.put("numerator", answered);
    integers.put("denominator", (long) counted.size());
    integers.put("immature", 0L);
    integers.put("any", answered);
    integers.put("human", counted.stream().filter(t -> t.humanAnswered() != null).count());
    integers.put("bot", counted.stream().filter(t -> t.botAnswered() != null).count());
    integers.put("unanswered", counted.size() - answered);
    excluded(integers, all);
    return integers;
  }

  private static void excluded(Map<String, Long> integers, List<FactRows.Turn> turns) {
    turns.stream()
        .filter(t -> t.exclusion() != 0)
        .forEach(t -> integers.merge("excluded " + EXCLUSIONS.get(t.exclusion()), 1L, Long::sum));
  }

  private List<FactRows.Message> messages(Predicate<FactRows.Message> which) {
    return facts.messages().stream()
        .filter(m -> inPeriod(m.sent()))
        .filter(m -> passes(m.label(), m.channel(), m.origin()))
        .filter(which)
        .toList();
  }

  private List<FactRows.Turn> turns(Predicate<FactRows.Turn> which) {
    return facts.turns().stream()
        .filter(t -> inPeriod(t.started()))
        .filter(t -> passes(t.label(), t.channel(), t.answerOrigin()))
        .filter(which)
        .toList();
  }

  private boolean inPeriod(Instant start) {
    return !start.isBefore(scope.period().from()) && start.isBefore(scope.period().to());
  }

  private boolean passes(FactRows.Label label, int channel, Origin origin) {
    return scope.filters().entrySet().stream()
        .allMatch(
            filter ->
                filter
                    .getValue()
                    .contains(
                        switch (filter.getKey()) {
                          case CAMPAIGN -> text(label.campaign());
                          case TEMPLATE -> text(label.template());
                          case LANGUAGE -> text(label.language());
                          case CHANNEL -> Integer.toString(channel);
                          case ORIGIN -> origin == null ? "" : origin.id();
                          default -> throw new IllegalArgumentException(filter.toString());
                        }));
  }

  private boolean mature(Instant start, int hours) {
    return !start.plus(Duration.ofHours(hours)).isAfter(scope.asOf());
  }

  private static boolean within(Instant start, Instant moment, int hours) {
    return moment != null && !moment.isAfter(start.plus(Duration.ofHours(hours)));
  }

  private static long contacts(Stream<FactRows.Message> messages) {
    Set<UUID> contacts = new HashSet<>();
    messages.forEach(m -> contacts.add(m.contact()));
    return contacts.size();
  }

  private static String failure(int code) {
    return switch (code) {
      case 131026 -> "undeliverable";
      case 131047 -> "window";
      case 131049 -> "limited";
      case 131050 -> "optedOut";
      case 130472 -> "holdout";
      case 368 -> "policy";
      case 132001 -> "template";
      default -> "other";
    };
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
