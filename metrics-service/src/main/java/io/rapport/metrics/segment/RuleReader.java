package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.metrics.timeline.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks a rule against what rules may be. Fails with a problem that points at the first fault. */
final class RuleReader {

  private final Limits limits;
  private int conditions;

  /** How large a rule may be. */
  record Limits(int depth, int conditions, int values) {

    /** For rules that were checked before: what may be given can have become less since. */
    static final Limits NONE = new Limits(1000, Integer.MAX_VALUE, Integer.MAX_VALUE);

    static Limits of(SegmentSettings settings) {
      return new Limits(settings.maxDepth(), settings.maxConditions(), settings.maxValues());
    }
  }

  private RuleReader(Limits limits) {
    this.limits = requireNonNull(limits, "limits is null");
  }

  /**
   * A rule that was checked, and how many conditions it has.
   *
   * @param conditions leaves of the tree
   */
  record Checked(Condition condition, int conditions) {}

  /**
   * @param pointer where the rule stands in the request
   */
  static Checked read(SegmentRule rule, String pointer, Limits limits) {
    var reader = new RuleReader(limits);
    var condition = reader.condition(rule, pointer, 1);
    return new Checked(condition, reader.conditions);
  }

  private Condition condition(SegmentRule rule, String at, int depth) {
    if (rule == null) {
      throw Problem.badRequest(at, "must not be null");
    }
    if (depth > limits.depth()) {
      throw Problem.badRequest(at, "The rule has more than %d levels.".formatted(limits.depth()));
    }
    long members =
        Stream.of(
                rule.all(),
                rule.any(),
                rule.not(),
                rule.lifecycle(),
                rule.tag(),
                rule.language(),
                rule.channel(),
                rule.firstContact(),
                rule.lastActive(),
                rule.behaviour())
            .filter(Optional::isPresent)
            .count();
    if (members != 1) {
      throw Problem.badRequest(
          at,
          "Give exactly one of: all, any, not, lifecycle, tag, language, channel, firstContact,"
              + " lastActive, behaviour.");
    }
    if (rule.all().isPresent()) {
      return new Condition.All(parts(rule.all().get(), at + "/all", depth));
    }
    if (rule.any().isPresent()) {
      return new Condition.Any(parts(rule.any().get(), at + "/any", depth));
    }
    if (rule.not().isPresent()) {
      return new Condition.Not(condition(rule.not().get(), at + "/not", depth + 1));
    }
    conditions++;
    if (conditions > limits.conditions()) {
      throw Problem.badRequest(
          at, "The rule has more than %d conditions.".formatted(limits.conditions()));
    }
    return leaf(rule, at);
  }

  private List<Condition> parts(List<SegmentRule> rules, String at, int depth) {
    if (rules.isEmpty()) {
      throw Problem.badRequest(at, "must not be empty");
    }
    return IntStream.range(0, rules.size())
        .mapToObj(i -> condition(rules.get(i), at + "/" + i, depth + 1))
        .toList();
  }

  private Condition leaf(SegmentRule rule, String at) {
    if (rule.lifecycle().isPresent()) {
      return new Condition.Stands(stages(rule.lifecycle().get(), at + "/lifecycle"));
    }
    if (rule.tag().isPresent()) {
      return new Condition.Tagged(texts(rule.tag().get(), at + "/tag"));
    }
    if (rule.language().isPresent()) {
      return new Condition.Speaks(texts(rule.language().get(), at + "/language"));
    }
    if (rule.channel().isPresent()) {
      return new Condition.OnChannel(texts(rule.channel().get(), at + "/channel"));
    }
    if (rule.firstContact().isPresent()) {
      return new Condition.When(
          Condition.Moment.FIRST_CONTACT, span(rule.firstContact().get(), at + "/firstContact"));
    }
    if (rule.lastActive().isPresent()) {
      return new Condition.When(
          Condition.Moment.LAST_ACTIVE, span(rule.lastActive().get(), at + "/lastActive"));
    }
    return did(rule.behaviour().orElseThrow(), at + "/behaviour");
  }

  private static Set<Lifecycle> stages(List<Lifecycle> stages, String at) {
    if (stages.isEmpty() || stages.stream().anyMatch(Objects::isNull)) {
      throw Problem.badRequest(at, "must name new, active or dormant");
    }
    return Set.copyOf(stages);
  }

  private List<String> texts(List<String> texts, String at) {
    if (texts.isEmpty()) {
      throw Problem.badRequest(at, "must not be empty");
    }
    if (texts.size() > limits.values()) {
      throw Problem.badRequest(at, "A condition has at most %d values.".formatted(limits.values()));
    }
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) == null || !texts.get(i).matches(SegmentRequest.NAME)) {
        throw Problem.badRequest(at + "/" + i, SegmentRequest.NAME_MESSAGE);
      }
    }
    return texts;
  }

  private static Condition.Span span(SegmentRule.Span span, String at) {
    if (span.from().isEmpty()
        && span.before().isEmpty()
        && span.withinDays().isEmpty()
        && span.olderThanDays().isEmpty()) {
      throw Problem.badRequest(
          at, "Give at least one of: from, before, withinDays, olderThanDays.");
    }
    for (var moment : moments(span)) {
      if (moment.isBefore(SegmentRequest.EARLIEST) || moment.isAfter(SegmentRequest.LATEST)) {
        throw Problem.badRequest(at, "Use moments between 2009 and 2100.");
      }
    }
    return new Condition.Span(
        span.from(),
        span.before(),
        days(span.withinDays(), at + "/withinDays"),
        days(span.olderThanDays(), at + "/olderThanDays"));
  }

  private static List<Instant> moments(SegmentRule.Span span) {
    return Stream.concat(span.from().stream(), span.before().stream()).toList();
  }

  private static Optional<Duration> days(Optional<Integer> days, String at) {
    days.ifPresent(
        number -> {
          if (number < 1 || number > 3650) {
            throw Problem.badRequest(at, "must be from 1 to 3650");
          }
        });
    return days.map(Duration::ofDays);
  }

  private Condition.Did did(SegmentRule.Behaviour behaviour, String at) {
    var deed =
        behaviour.did().orElseThrow(() -> Problem.badRequest(at + "/did", "must not be null"));
    int atLeast = behaviour.atLeast().orElse(behaviour.atMost().isPresent() ? 0 : 1);
    count(Optional.of(atLeast), at + "/atLeast");
    count(behaviour.atMost(), at + "/atMost");
    if (behaviour.atMost().filter(most -> most < atLeast).isPresent()) {
      throw Problem.badRequest(at + "/atMost", "must not be less than atLeast");
    }
    if (atLeast == 0 && behaviour.atMost().isEmpty()) {
      throw Problem.badRequest(at + "/atLeast", "Everybody did so 0 times or more.");
    }
    if (behaviour.campaign().isPresent() && !deed.ofCampaigns()) {
      throw Problem.badRequest(at + "/campaign", "What contacts write is of no campaign.");
    }
    var campaigns = new ArrayList<String>();
    behaviour.campaign().ifPresent(given -> campaigns.addAll(texts(given, at + "/campaign")));
    var numbers = new ArrayList<String>();
    behaviour.channel().ifPresent(given -> numbers.addAll(texts(given, at + "/channel")));
    return new Condition.Did(
        deed,
        atLeast,
        behaviour.atMost(),
        days(behaviour.withinDays(), at + "/withinDays"),
        campaigns,
        numbers);
  }

  private static void count(Optional<Integer> times, String at) {
    times.ifPresent(
        number -> {
          if (number < 0 || number > 100_000) {
            throw Problem.badRequest(at, "must be from 0 to 100000");
          }
        });
  }
}
