package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What is asked: facts of one account that started in {@code [from, to)}, judged at {@code asOf}.
 *
 * @param messages which messages; a filter or one group of a group-by
 * @param turns which turns
 */
public record Question(
    String account,
    Instant from,
    Instant to,
    Instant asOf,
    Predicate<MessageFact> messages,
    Predicate<TurnFact> turns) {

  /** Everything of an account in a period. */
  public static Question of(String account, Instant from, Instant to, Instant asOf) {
    return new Question(account, from, to, asOf, message -> true, turn -> true);
  }

  public Question where(Predicate<MessageFact> wanted) {
    return new Question(account, from, to, asOf, wanted, turns);
  }

  public Question whereTurn(Predicate<TurnFact> wanted) {
    return new Question(account, from, to, asOf, messages, wanted);
  }

  /** The period of the same length before. */
  Question before() {
    return new Question(
        account, from.minus(Duration.between(from, to)), from, asOf, messages, turns);
  }

  boolean contains(Instant start) {
    return !start.isBefore(from) && start.isBefore(to);
  }
}
