package io.rapport.metrics.settings;

/** What settings look like, for the OpenAPI document. */
final class Examples {

  private static final String CHOSEN =
      """
      "episodeTimeout":"PT12H",
       "attribution":{"click":"PT336H","read":"PT24H","delivery":"PT0S"},
       "calendar":{"zone":"Europe/Berlin",
        "weekly":{"monday":[{"from":"09:00","to":"12:30"},{"from":"13:30","to":"18:00"}],
         "tuesday":[{"from":"09:00","to":"18:00"}],"wednesday":[{"from":"09:00","to":"18:00"}],
         "thursday":[{"from":"09:00","to":"18:00"}],"friday":[{"from":"09:00","to":"16:00"}],
         "saturday":[],"sunday":[]},
        "holidays":[{"date":"2026-12-24","hours":[{"from":"09:00","to":"12:00"}]},
         {"date":"2026-12-25","hours":[]}]}}\
      """;

  static final String REQUEST = "{" + CHOSEN;

  static final String ANSWER =
      """
      {"account":"102290129340398","version":2,"versionInEffect":1,
       "recordedAt":"2026-11-02T09:31:04Z","recordedBy":"ada",\s"""
          + CHOSEN;

  static final String HISTORY =
      """
      {"account":"102290129340398","items":[
       {"version":2,"recordedAt":"2026-11-02T09:31:04Z","recordedBy":"ada",\s"""
          + CHOSEN
          + "],\"next\":null}";

  private Examples() {}
}
