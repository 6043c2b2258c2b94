package io.rapport.metrics.timing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.kpi.Figures;
import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.Shrinkage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When people read and reply.
 *
 * @param zone whose clock tells the hours
 * @param zoneOf whose zone it is: the account's, as nothing is known of the contacts'
 * @param settingsVersion of the account's settings the facts were made with
 */
@RegisterForReflection
@Schema(name = "SendTimes")
record SendTimesAnswer(
    String account,
    Instant from,
    Instant to,
    String zone,
    @Schema(description = "Whose zone it is: account, as nothing is known of the contacts'")
        String zoneOf,
    Instant asOf,
    int settingsVersion,
    List<Rate> rates) {

  /**
   * One rate by the hour of the week.
   *
   * @param mean of all hours; absent where nothing was measured
   * @param hours those with messages; of few contacts are left out for who may not see single ones
   * @param hidden how many hours are left out
   * @param recommended absent where the hours differ no more than by chance
   */
  @RegisterForReflection
  @Schema(
      name = "SendTimeRate",
      requiredProperties = {"id", "definitionVersion", "numerator", "denominator", "hours"})
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Rate(
      String id,
      int definitionVersion,
      OptionalDouble mean,
      long numerator,
      long denominator,
      List<Hour> hours,
      int hidden,
      Optional<Recommended> recommended) {

    static Rate of(MessageRate rate, Hours hours, int smallestGroup) {
      var total = Hours.sum(hours.moments().values());
      var hidden = hidden(hours, smallestGroup);
      return new Rate(
          rate.id(),
          rate.definitionVersion(),
          hours.fit().map(Shrinkage::mean).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
          (long) total.total(),
          (long) total.trials(),
          hours.moments().keySet().stream()
              .filter(hour -> !hidden.contains(hour))
              .map(hour -> Hour.of(hour, hours))
              .toList(),
          hidden.size(),
          hours
              .best()
              .filter(best -> !hidden.contains(best.hour()))
              .map(
                  best ->
                      new Recommended(
                          Slot.ofHourOfWeek(best.hour()).dayOfWeek(),
                          Slot.ofHourOfWeek(best.hour()).hour(),
                          best.gain(),
                          Figures.Interval.of(best.interval()))));
    }

    /** Hours of too few contacts; where they are too few together, the next one, too. */
    private static List<Integer> hidden(Hours hours, int smallestGroup) {
      var hidden = new ArrayList<Integer>();
      long contacts = 0;
      var smallestFirst =
          hours.moments().entrySet().stream()
              .sorted(Comparator.comparingLong(entry -> entry.getValue().contacts()))
              .toList();
      for (var entry : smallestFirst) {
        long own = entry.getValue().contacts();
        if (own >= smallestGroup && (contacts == 0 || contacts >= smallestGroup)) {
          break;
        }
        hidden.add(entry.getKey());
        contacts += own;
      }
      return hidden;
    }
  }

  /**
   * The messages sent in one hour of the week.
   *
   * @param shrunk the value drawn towards the mean of all hours
   * @param interval of the shrunk value; absent where the hours differ no more than by chance
   */
  @RegisterForReflection
  @Schema(
      name = "SendTimeHour",
      requiredProperties = {"dayOfWeek", "hour", "value", "numerator", "denominator", "shrunk"})
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Hour(
      @Schema(description = "1 is Monday") int dayOfWeek,
      int hour,
      double value,
      long numerator,
      long denominator,
      @Schema(description = "The value drawn towards the mean of all hours") double shrunk,
      Optional<Figures.Interval> interval) {

    static Hour of(int hourOfWeek, Hours hours) {
      var slot = Slot.ofHourOfWeek(hourOfWeek);
      ClusterMoments moments = hours.moments().get(hourOfWeek);
      return new Hour(
          slot.dayOfWeek(),
          slot.hour(),
          moments.ratio(),
          (long) moments.total(),
          (long) moments.trials(),
          hours.rate(hourOfWeek),
          hours.interval(hourOfWeek).map(Figures.Interval::of));
    }
  }

  /**
   * The hour with the highest rate.
   *
   * @param gain its shrunk rate less the mean
   * @param interval of the gain
   */
  @RegisterForReflection
  @Schema(
      name = "RecommendedHour",
      requiredProperties = {"dayOfWeek", "hour", "gain", "interval"})
  record Recommended(int dayOfWeek, int hour, double gain, Figures.Interval interval) {}

  /**
   * When to write to one contact.
   *
   * @param basis whose history says so: contact, segment, account; none where no hour is better
   *     than another
   * @param dayOfWeek absent where the contact's own history says so, which knows hours of the day
   */
  @RegisterForReflection
  @Schema(
      name = "ContactSendTime",
      requiredProperties = {"contactId", "rate", "basis", "zone", "zoneOf"})
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record OfContact(
      UUID contactId,
      String rate,
      @Schema(description = "Whose history says so: contact, segment, account, or none")
          String basis,
      Optional<String> segment,
      @Schema(description = "1 is Monday; absent of a contact's own hour of the day")
          Optional<Integer> dayOfWeek,
      Optional<Integer> hour,
      OptionalDouble gain,
      Optional<Figures.Interval> interval,
      String zone,
      String zoneOf) {}
}
