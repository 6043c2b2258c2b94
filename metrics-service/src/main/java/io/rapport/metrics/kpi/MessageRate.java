package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.settings.InEffect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A KPI of the catalogue that is a share of business-initiated messages, or of the contacts they
 * reached, for those who count it in their own statements over table {@code message}.
 */
public final class MessageRate {

  /** The condition for a row of table {@code message} to be of the population of KPIs. */
  public static final String POPULATION = FactTable.MESSAGE.population() + " AND exclusion = 0";

  private final KpiDefinition kpi;
  private final Ratio ratio;
  private final InEffect settings;

  private MessageRate(KpiDefinition kpi, Ratio ratio, InEffect settings) {
    this.kpi = requireNonNull(kpi, "kpi is null");
    this.ratio = requireNonNull(ratio, "ratio is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /** Empty where no KPI has this id, or it is none of messages. */
  public static Optional<MessageRate> find(String id) {
    return Catalogue.find(id).flatMap(MessageRate::of);
  }

  /** The ids of all there are. */
  public static List<String> ids() {
    return Catalogue.all().stream()
        .filter(kpi -> of(kpi).isPresent())
        .map(KpiDefinition::id)
        .toList();
  }

  private static Optional<MessageRate> of(KpiDefinition kpi) {
    return kpi.computation() instanceof Computation.Rate rate && rate.table() == FactTable.MESSAGE
        ? Optional.of(new MessageRate(kpi, rate.headline(), InEffect.DEFAULT))
        : Optional.empty();
  }

  /** The same for an account with these settings. */
  public MessageRate in(InEffect chosen) {
    return new MessageRate(kpi, ratio, chosen);
  }

  public String id() {
    return kpi.id();
  }

  public int definitionVersion() {
    return kpi.definitionVersion();
  }

  /** How old a message must be to be counted. */
  public Duration horizon() {
    return ratio.horizon(settings);
  }

  /** Whether contacts are counted, each once, and not messages. */
  public boolean ofContacts() {
    return ratio.denominator().ofContacts();
  }

  /** Whether a low rate is a good one. */
  public boolean fewerIsBetter() {
    return ratio.numerator() == Measure.OPTED_OUT;
  }

  /** The SQL that counts what the rate asks for, among the rows that meet a further condition. */
  public String numerator(String further) {
    return ratio.numerator().count(further, settings);
  }

  /** The SQL that counts all the rate is about, among the rows that meet a further condition. */
  public String denominator(String further) {
    return ratio.denominator().count(further, settings);
  }
}
