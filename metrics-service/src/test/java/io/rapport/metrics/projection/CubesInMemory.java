package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.TurnFact;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Applies differences to facts and cubes the way the database does. */
final class CubesInMemory {

  private final Map<Object, long[]> messages = new HashMap<>();
  private final Map<Object, long[]> turns = new HashMap<>();
  private final Map<Object, long[]> latencies = new HashMap<>();
  private final Map<Object, long[]> conversations = new HashMap<>();
  private final Map<Object, long[]> details = new HashMap<>();
  private Projection stored = Projection.EMPTY;

  /** The contact is projected anew. */
  void replace(Projection projection) {
    var deltas = new CubeDeltas();
    Changes<MessageFact> messageChanges = Changes.between(stored.messages(), projection.messages());
    Changes<TurnFact> turnChanges = Changes.between(stored.turns(), projection.turns());
    deltas.messages(messageChanges);
    deltas.turns(turnChanges);
    add(messages, deltas.messages());
    add(turns, deltas.turns());
    add(latencies, deltas.latencies());
    conversations(projection);
    stored = projection;
  }

  private void conversations(Projection projection) {
    var days = new ConversationDays(ZoneOffset.UTC);
    days.add(
        Changes.between(stored.episodes(), projection.episodes()), ConversationContributions::of);
    days.add(
        Changes.between(stored.flowRuns(), projection.flowRuns()), ConversationContributions::of);
    days.add(
        Changes.between(stored.flowSteps(), projection.flowSteps()), ConversationContributions::of);
    days.add(
        Changes.between(stored.botInputs(), projection.botInputs()), ConversationContributions::of);
    days.add(Changes.between(stored.carts(), projection.carts()), ConversationContributions::of);
    days.add(
        Changes.between(stored.invitations(), projection.invitations()),
        ConversationContributions::of);
    add(conversations, days.counts());
    days.details()
        .forEach(
            (key, sum) ->
                details.merge(
                    key,
                    new long[] {sum.facts(), sum.amount().longValueExact()},
                    CubesInMemory::sum));
  }

  private static void add(Map<Object, long[]> cube, SortedMap<?, long[]> deltas) {
    deltas.forEach((key, counts) -> cube.merge(key, counts.clone(), CubesInMemory::sum));
  }

  private static long[] sum(long[] a, long[] b) {
    var sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  /** All cubes, rows of zeros left out. */
  List<Map<Object, List<Long>>> cubes() {
    return List.of(
        nonZero(messages),
        nonZero(turns),
        nonZero(latencies),
        nonZero(conversations),
        nonZero(details));
  }

  private static Map<Object, List<Long>> nonZero(Map<Object, long[]> cube) {
    return cube.entrySet().stream()
        .filter(entry -> LongStream.of(entry.getValue()).anyMatch(count -> count != 0))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> LongStream.of(entry.getValue()).boxed().toList()));
  }

  /** The sum of a measure over one cube. */
  long total(Cube cube, MessageMeasure measure) {
    return messages.entrySet().stream()
        .filter(entry -> ((CubeKey) entry.getKey()).cube() == cube)
        .mapToLong(entry -> entry.getValue()[CubeDeltas.MESSAGE_MEASURES.indexOf(measure)])
        .sum();
  }

  /** The sum of a measure of conversations over one cube. */
  long total(Cube cube, ConversationMeasure measure) {
    return conversations.entrySet().stream()
        .filter(entry -> ((ConversationDayKey) entry.getKey()).cube() == cube)
        .mapToLong(entry -> entry.getValue()[ConversationDays.MEASURES.indexOf(measure)])
        .sum();
  }

  /** The sum of a measure over one cube. */
  long total(Cube cube, TurnMeasure measure) {
    return turns.entrySet().stream()
        .filter(entry -> ((CubeKey) entry.getKey()).cube() == cube)
        .mapToLong(entry -> entry.getValue()[CubeDeltas.TURN_MEASURES.indexOf(measure)])
        .sum();
  }

  /** How many turns one clock has counted in one cube. */
  long turns(Cube cube, AnswerClock clock) {
    return latencies.entrySet().stream()
        .filter(entry -> ((LatencyKey) entry.getKey()).key().cube() == cube)
        .filter(entry -> ((LatencyKey) entry.getKey()).clock() == clock)
        .mapToLong(entry -> entry.getValue()[0])
        .sum();
  }
}
