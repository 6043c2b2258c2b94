package io.rapport.metrics.settings;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.problem.Problem;
import io.rapport.metrics.timeline.BusinessCalendar;
import io.rapport.metrics.timeline.OpenHours;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A calendar in JSON. */
@RegisterForReflection
@Schema(name = "BusinessCalendar", description = "When the business is there")
record CalendarPart(
    @Schema(description = "IANA time zone", examples = "Europe/Berlin") @NotNull String zone,
    @Schema(description = "The hours of each day of the week") @NotNull @Valid Week weekly,
    @Schema(description = "Days with hours of their own")
        Optional<@Size(max = 1000) List<@NotNull @Valid Holiday>> holidays) {

  /** A stretch of a day. */
  @RegisterForReflection
  @Schema(name = "OpenHours", description = "A stretch of one day")
  record Hours(
      @Schema(description = "00:00 to 23:59", examples = "09:00") @NotNull String from,
      @Schema(description = "The end, up to 24:00", examples = "17:30") @NotNull String to) {

    static Hours of(OpenHours hours) {
      return new Hours(TimeOfDay.text(hours.from()), TimeOfDay.text(hours.to()));
    }
  }

  /** A day that is left out is closed. */
  @RegisterForReflection
  @Schema(
      name = "BusinessWeek",
      description =
          "The hours of each day in order; a day without any is closed. A night goes on the next"
              + " day: 22:00 to 24:00, then 00:00 to 06:00")
  record Week(
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> monday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> tuesday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> wednesday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> thursday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> friday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> saturday,
      Optional<@Size(max = 24) List<@NotNull @Valid Hours>> sunday) {

    private static Week of(BusinessCalendar calendar) {
      return new Week(
          hours(calendar, DayOfWeek.MONDAY),
          hours(calendar, DayOfWeek.TUESDAY),
          hours(calendar, DayOfWeek.WEDNESDAY),
          hours(calendar, DayOfWeek.THURSDAY),
          hours(calendar, DayOfWeek.FRIDAY),
          hours(calendar, DayOfWeek.SATURDAY),
          hours(calendar, DayOfWeek.SUNDAY));
    }

    private static Optional<List<Hours>> hours(BusinessCalendar calendar, DayOfWeek day) {
      return Optional.of(
          calendar.weekly().getOrDefault(day, List.of()).stream().map(Hours::of).toList());
    }

    private List<Hours> of(DayOfWeek day) {
      return switch (day) {
        case MONDAY -> monday.orElse(List.of());
        case TUESDAY -> tuesday.orElse(List.of());
        case WEDNESDAY -> wednesday.orElse(List.of());
        case THURSDAY -> thursday.orElse(List.of());
        case FRIDAY -> friday.orElse(List.of());
        case SATURDAY -> saturday.orElse(List.of());
        case SUNDAY -> sunday.orElse(List.of());
      };
    }
  }

  /** A day that is not like the others of its name. */
  @RegisterForReflection
  @Schema(name = "BusinessHoliday", description = "A day with hours of its own")
  record Holiday(
      @Schema(examples = "2026-12-24") @NotNull LocalDate date,
      @Schema(description = "In order; closed where there are none")
          Optional<@Size(max = 24) List<@NotNull @Valid Hours>> hours) {}

  CalendarPart {
    requireNonNull(holidays, "holidays is null");
  }

  static CalendarPart of(BusinessCalendar calendar) {
    return new CalendarPart(
        calendar.zone().getId(),
        Week.of(calendar),
        Optional.of(
            calendar.holidays().entrySet().stream()
                .map(
                    day ->
                        new Holiday(
                            day.getKey(),
                            Optional.of(day.getValue().stream().map(Hours::of).toList())))
                .toList()));
  }

  /** Fails with a problem that names the first fault. */
  BusinessCalendar calendar() {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Problem.badRequest("/calendar/zone", "There is no such IANA time zone.");
    }
    Map<DayOfWeek, List<OpenHours>> days = new EnumMap<>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(
          day, hours("/calendar/weekly/" + day.name().toLowerCase(Locale.ROOT), weekly.of(day)));
    }
    var special = new TreeMap<LocalDate, List<OpenHours>>();
    var given = holidays.orElse(List.of());
    for (int i = 0; i < given.size(); i++) {
      var holiday = given.get(i);
      var pointer = "/calendar/holidays/" + i;
      if (holiday.date().getYear() < 1970 || holiday.date().getYear() > 9999) {
        throw Problem.badRequest(pointer + "/date", "The year must be 1970 to 9999.");
      }
      var hours = hours(pointer + "/hours", holiday.hours().orElse(List.of()));
      if (special.putIfAbsent(holiday.date(), hours) != null) {
        throw Problem.badRequest(pointer + "/date", "This day is named twice.");
      }
    }
    return new BusinessCalendar(ZoneId.of(zone), days, special);
  }

  private static List<OpenHours> hours(String pointer, List<Hours> given) {
    var hours = new ArrayList<OpenHours>();
    for (int i = 0; i < given.size(); i++) {
      int from = minutes(pointer + "/" + i + "/from", given.get(i).from());
      int to = minutes(pointer + "/" + i + "/to", given.get(i).to());
      if (from >= to) {
        throw Problem.badRequest(pointer + "/" + i + "/to", "must be later than from, up to 24:00");
      }
      hours.add(new OpenHours(from, to));
    }
    if (!BusinessCalendar.apart(hours)) {
      throw Problem.badRequest(pointer, "The hours of a day must be in order and not overlap.");
    }
    return hours;
  }

  private static int minutes(String pointer, String text) {
    return TimeOfDay.minutes(text)
        .orElseThrow(() -> Problem.badRequest(pointer, "must be 00:00 to 24:00"));
  }
}
