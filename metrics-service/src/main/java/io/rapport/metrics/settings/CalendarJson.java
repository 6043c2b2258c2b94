package io.rapport.metrics.settings;

import io.rapport.metrics.timeline.BusinessCalendar;
import io.rapport.metrics.timeline.OpenHours;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A calendar as the database keeps it: {@code {"zone": "Europe/Berlin", "weekly": {"1": [540,
 * 1020]}, "holidays": {"2026-12-25": []}}}, with ISO days of the week and pairs of minutes from
 * midnight.
 */
final class CalendarJson {

  private CalendarJson() {}

  static JsonObject encode(BusinessCalendar calendar) {
    var weekly = new JsonObject();
    calendar
        .weekly()
        .forEach((day, hours) -> weekly.put(Integer.toString(day.getValue()), encode(hours)));
    var holidays = new JsonObject();
    calendar.holidays().forEach((date, hours) -> holidays.put(date.toString(), encode(hours)));
    return new JsonObject()
        .put("zone", calendar.zone().getId())
        .put("weekly", weekly)
        .put("holidays", holidays);
  }

  private static JsonArray encode(List<OpenHours> hours) {
    var minutes = new JsonArray();
    hours.forEach(stretch -> minutes.add(stretch.from()).add(stretch.to()));
    return minutes;
  }

  static BusinessCalendar decode(JsonObject json) {
    Map<DayOfWeek, List<OpenHours>> weekly = new EnumMap<>(DayOfWeek.class);
    var week = json.getJsonObject("weekly");
    week.fieldNames()
        .forEach(
            day -> weekly.put(DayOfWeek.of(Integer.parseInt(day)), decode(week.getJsonArray(day))));
    var holidays = new TreeMap<LocalDate, List<OpenHours>>();
    var dates = json.getJsonObject("holidays");
    dates
        .fieldNames()
        .forEach(date -> holidays.put(LocalDate.parse(date), decode(dates.getJsonArray(date))));
    return new BusinessCalendar(ZoneId.of(json.getString("zone")), weekly, holidays);
  }

  private static List<OpenHours> decode(JsonArray minutes) {
    return IntStream.range(0, minutes.size() / 2)
        .mapToObj(i -> new OpenHours(minutes.getInteger(2 * i), minutes.getInteger(2 * i + 1)))
        .toList();
  }
}
