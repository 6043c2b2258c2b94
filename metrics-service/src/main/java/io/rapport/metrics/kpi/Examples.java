package io.rapport.metrics.kpi;

/** What answers look like, for the OpenAPI document. */
final class Examples {

  static final String ALL =
      """
      {"account":"102290129340398","from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","asOf":"2026-11-01T10:00:02Z","pending":0,"settingsVersion":0,"kpis":[
        {"id":"open-rate","definitionVersion":2,"unit":"ratio","value":0.43,"numerator":430,
         "denominator":1000,"immature":12,"exclusions":{"group":3},
         "interval":{"low":0.39,"high":0.47,"level":0.95,"method":"cluster-ratio"},
         "detail":{"inferred":0.47,"inferredNumerator":470,"upper":0.61,"upperNumerator":610,
          "receiptCapable":0.52,"receiptCapableNumerator":425,"receiptCapableDenominator":817,
          "blindShare":0.18,"blindContacts":54,"contacts":300},
         "previous":{"from":"2026-08-30T22:00:00Z","to":"2026-09-30T22:00:00Z","value":0.4,
          "numerator":380,"denominator":950,
          "interval":{"low":0.36,"high":0.44,"level":0.95,"method":"cluster-ratio"},
          "difference":{"value":0.03,"significant":false,
           "interval":{"low":-0.027,"high":0.087,"level":0.95,"method":"newcombe"}}},
         "asOf":"2026-11-01T10:00:02Z"}]}\
      """;

  static final String ONE =
      """
      {"account":"102290129340398","from":"2026-10-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","pending":0,"settingsVersion":0,"id":"answer-rate","definitionVersion":1,"unit":"ratio",
       "value":0.9,"numerator":18,"denominator":20,"immature":0,"exclusions":{},
       "interval":{"low":0.7,"high":0.97,"level":0.95,"method":"wilson"},
       "detail":{"windows":{"1h":{"value":0.5,"numerator":10,"denominator":20,"immature":0,
         "interval":{"low":0.3,"high":0.7,"level":0.95,"method":"wilson"}}}},
       "asOf":"2026-11-02T10:00:02Z",
       "groups":[{"key":"spring-sale","value":0.9,"numerator":18,"denominator":20,"immature":0,
         "exclusions":{},"interval":{"low":0.7,"high":0.97,"level":0.95,"method":"wilson"},
         "detail":{"windows":{}}}]}\
      """;

  static final String DEFINITIONS =
      """
      {"definitions":[{"id":"answer-rate","name":"Answer rate","definitionVersion":1,"unit":"ratio",
        "formula":"turns answered within 24 h of the customer's first message / turns",
        "horizon":"PT24H","windows":["1h","24h","72h"],
        "filters":["channel","origin","campaign"],"groupings":["channel","origin","hourOfDay"],
        "interval":"cluster-ratio","sources":["turn.started_at","turn.answered_at"]}]}\
      """;

  static final String FACTS =
      """
      {"account":"102290129340398","kpi":"open-rate","definitionVersion":2,"settingsVersion":0,"part":"numerator",
       "from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z","zone":"Europe/Berlin",
       "asOf":"2026-11-01T10:00:02Z","items":[
        {"contactId":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11",
         "messageId":"6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22","channel":"106540352242922",
         "sentAt":"2026-10-01T07:00:00Z","deliveredAt":"2026-10-01T07:00:02Z",
         "readAt":"2026-10-01T07:12:31Z","replyTapped":false,"origin":"campaign",
         "campaign":"spring-sale","lifecycle":"active",
         "reason":"read PT12M31S after sending, at least PT72H ago"}],
       "next":"AAAAAGkF2"}\
      """;

  private Examples() {}

  static final String EXCLUSIONS =
      """
      {"account":"102290129340398","kpi":"open-rate","definitionVersion":2,"settingsVersion":0,
       "from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z","zone":"Europe/Berlin",
       "asOf":"2026-11-01T10:00:02Z","items":[
         {"contactId":"5f1c1b0e-4f9d-4d5c-8f5e-0e4b0c9d7a11",
          "factId":"0b54b3a4-0d1d-5c09-9a9c-2a8c3d7e5f10","channel":"106540352242922",
          "startedAt":"2026-10-02T08:00:00Z","reason":"group"}]}\
      """;

  static final String COHORTS =
      """
      {"account":"102290129340398","from":"2026-08-31T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "zone":"Europe/Berlin","granularity":"month","activity":"message","variant":"exact",
       "asOf":"2026-11-01T10:00:02Z","settingsVersion":0,"cohorts":[
         {"from":"2026-08-31T22:00:00Z","contacts":120,"periods":[
           {"offset":0,"complete":true,"contacts":120,"share":1.0,
            "interval":{"low":0.969,"high":1.0,"level":0.95,"method":"wilson"}},
           {"offset":1,"complete":true,"contacts":54,"share":0.45,
            "interval":{"low":0.364,"high":0.539,"level":0.95,"method":"wilson"}}]},
         {"from":"2026-09-30T22:00:00Z","contacts":98,"periods":[
           {"offset":0,"complete":true,"contacts":98,"share":1.0,
            "interval":{"low":0.962,"high":1.0,"level":0.95,"method":"wilson"}}]}]}\
      """;
}
