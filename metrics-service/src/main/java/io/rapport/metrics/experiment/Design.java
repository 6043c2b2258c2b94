package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What people decide about an experiment.
 *
 * @param campaign whose messages are its exposures
 * @param metric the id of the KPI that decides
 * @param variants at least two
 * @param control the arm the others are compared with: the position of a variant, from 1
 * @param holdOut share of contacts that get nothing, from 0 to below 1
 */
record Design(
    String name,
    String campaign,
    String metric,
    List<Variant> variants,
    int control,
    double holdOut) {

  Design {
    requireNonNull(name, "name is null");
    requireNonNull(campaign, "campaign is null");
    requireNonNull(metric, "metric is null");
    variants = List.copyOf(variants);
    if (variants.size() < 2 || control < 1 || control > variants.size()) {
      throw new IllegalArgumentException(variants.size() + " variants, control " + control);
    }
  }

  List<String> names() {
    return variants.stream().map(Variant::name).toList();
  }

  List<Integer> weights() {
    return variants.stream().map(Variant::weight).toList();
  }

  /** What an arm is called in answers; the hold-out has no name of its own. */
  String nameOf(int arm) {
    return variants.get(arm - 1).name();
  }
}
