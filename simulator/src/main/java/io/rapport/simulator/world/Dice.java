package io.rapport.simulator.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded chance. The same seed and purpose give the same throws on every machine; two purposes are
 * independent, so that one person's life does not depend on how many others there are. Not
 * thread-safe.
 */
public final class Dice {
  private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Dice for one purpose, such as {@code "person/17"}. */
  public static Dice of(long seed, String purpose) {
    long hash = seed ^ 0x9E3779B97F4A7C15L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    return new Dice(hash);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A whole number in {@code [from, to]}. */
  public int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  public double unit() {
    return random.nextDouble();
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A log-normal duration in whole seconds, at least one. */
  public Duration around(Duration median, double spread) {
    double seconds = median.toSeconds() * StrictMath.exp(random.nextGaussian() * spread);
    return Duration.ofSeconds(Math.max(1, Math.round(seconds)));
  }

  /** Waiting time of a process that happens every {@code mean} on average. */
  public Duration every(Duration mean) {
    return Duration.ofSeconds(
        Math.max(1, Math.round(-mean.toSeconds() * StrictMath.log(1 - random.nextDouble()))));
  }

  public String digits(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  public String alphanumeric(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
    }
    return text.toString();
  }

  /** A message id that looks like Meta's: opaque, globally unique. */
  public String wamid() {
    var bytes = new byte[24];
    random.nextBytes(bytes);
    return "wamid.HBgL" + new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }
}
