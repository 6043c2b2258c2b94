package io.rapport.metrics.statistics;

/**
 * Promoters minus detractors as a share of all who answered, -1 to 1.
 *
 * <p>Source of score and variance: F. F. Reichheld, The one number you need to grow, Harvard
 * Business Review 81 (2003), 46-54, and the multinomial distribution. The interval adds three
 * answers, a quarter of them promoters and a quarter detractors, and then takes the normal shape,
 * which keeps its coverage with few answers: B. Rocks, Interval estimation for the net promoter
 * score, The American Statistician 70 (2016), 365-372.
 *
 * @param promoters answers of 9 and 10
 * @param passives answers of 7 and 8
 * @param detractors answers of 0 to 6
 */
public record NetPromoterScore(long promoters, long passives, long detractors) {

  private static final double ADDED = 3;

  public NetPromoterScore {
    if (promoters < 0 || passives < 0 || detractors < 0) {
      throw new IllegalArgumentException(
          "%d promoters, %d passives, %d detractors".formatted(promoters, passives, detractors));
    }
  }

  public long answers() {
    return promoters + passives + detractors;
  }

  /**
   * The score.
   *
   * @throws IllegalStateException if nobody answered
   */
  public double score() {
    checkAnswered();
    return (double) (promoters - detractors) / answers();
  }

  /** Around the score of the answers and those that are added. */
  public ConfidenceInterval interval(double level) {
    checkAnswered();
    double size = answers() + ADDED;
    double above = (promoters + ADDED / 4) / size;
    double below = (detractors + ADDED / 4) / size;
    double center = above - below;
    double half = Wilson.quantile(level) * Math.sqrt((above + below - center * center) / size);
    return new ConfidenceInterval(
        Math.max(-1, Math.min(center - half, score())),
        Math.min(1, Math.max(center + half, score())),
        level,
        IntervalMethod.ADJUSTED_WALD);
  }

  private void checkAnswered() {
    if (answers() == 0) {
      throw new IllegalStateException("nobody answered");
    }
  }
}
