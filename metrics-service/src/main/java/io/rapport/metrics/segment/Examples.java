package io.rapport.metrics.segment;

/** What requests and answers look like, for the OpenAPI document. */
final class Examples {

  static final String ID = "AAAAAQGTUvZuIHAAgAAAAAAAAAA";

  private static final String RULE =
      """
      {"all":[{"lifecycle":["dormant"]},{"behaviour":{"did":"purchased","atLeast":2,"withinDays":365}},
        {"not":{"behaviour":{"did":"optedOut"}}}]}\
      """;

  static final String REQUEST =
      """
      {"account":"102290129340398","name":"Lost regulars","rule":"""
          + RULE
          + "}";

  static final String PREVIEW =
      """
      {"account":"102290129340398","rule":"""
          + RULE
          + "}";

  static final String SEGMENT =
      """
      {"account":"102290129340398","id":"AAAAAQGTUvZuIHAAgAAAAAAAAAA","name":"Lost regulars","rule":"""
          + RULE
          + """
          ,"createdAt":"2026-11-01T10:00:00Z","createdBy":"mara","changedAt":"2026-11-01T10:00:00Z",
           "changedBy":"mara"}\
          """;

  static final String PAGE = "{\"items\":[" + SEGMENT + "]}";

  static final String SIZE =
      """
      {"asOf":"2026-11-01T10:00:02Z","contacts":12000,"members":480,"share":0.04,
       "lifecycle":{"new":0,"active":0,"dormant":480},
       "sample":["0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11"]}\
      """;

  static final String ASK =
      """
      {"contacts":["0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11","6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22"]}\
      """;

  static final String MEMBERSHIPS =
      """
      {"asOf":"2026-11-01T10:00:02Z","members":["0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11"],"unknown":[]}\
      """;

  static final String CONTACTS =
      """
      {"asOf":"2026-11-01T10:00:02Z","items":["0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11"],
       "next":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11"}\
      """;

  static final String REFRESH =
      """
      {"refreshedAt":"2026-11-01T10:00:02Z","members":480,"joined":12,"left":3}\
      """;

  private Examples() {}
}
