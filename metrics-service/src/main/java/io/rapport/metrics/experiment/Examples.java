package io.rapport.metrics.experiment;

/** What requests and answers look like, for the OpenAPI document. */
final class Examples {

  static final String ID = "AAAAAQGT5i3Xf3c0n2p7yW8sZq0";

  static final String REQUEST =
      """
      {"account":"102290129340398","name":"Emoji in the headline","campaign":"spring-sale",
       "metric":"response-rate","variants":[{"name":"A"},{"name":"B","weight":1}],"control":"A",
       "holdOut":0.1}\
      """;

  static final String EXPERIMENT =
      """
      {"account":"102290129340398","id":"AAAAAQGT5i3Xf3c0n2p7yW8sZq0","name":"Emoji in the headline",
       "campaign":"spring-sale","metric":"response-rate",
       "variants":[{"name":"A","weight":1},{"name":"B","weight":1}],"control":"A","holdOut":0.1,
       "state":"running","startedAt":"2026-11-01T10:00:02Z","createdAt":"2026-11-01T09:00:02Z",
       "createdBy":"ada","changedAt":"2026-11-01T10:00:02Z","changedBy":"ada"}\
      """;

  static final String PAGE = "{\"items\":[" + EXPERIMENT + "]}";

  static final String ASSIGN =
      """
      {"contacts":[{"contactId":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11"},
       {"contactId":"6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22"}]}\
      """;

  static final String ASSIGNED =
      """
      {"items":[{"contactId":"0b9f0c4e-5d6b-4c0f-9a54-0f4f6d5a1b11","holdOut":false,"variant":"B",
        "assignedAt":"2026-11-01T10:00:05Z"},
       {"contactId":"6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22","holdOut":true,
        "assignedAt":"2026-11-01T10:00:05Z"}],"unknown":[]}\
      """;

  static final String RESULTS =
      """
      {"account":"102290129340398","id":"AAAAAQGT5i3Xf3c0n2p7yW8sZq0","state":"running",
       "metric":"response-rate","definitionVersion":1,"settingsVersion":0,"from":"2026-11-01T10:00:02Z",
       "to":"2026-11-09T10:00:02Z","asOf":"2026-11-09T10:00:02Z","pending":0,"method":"sequential",
       "withheld":false,"arms":[
        {"name":"A","control":true,"weight":1,"assigned":4490,"exposed":4471,"analysed":4402,
         "value":0.11,"numerator":484,"denominator":4402,"immature":69,
         "interval":{"low":0.101,"high":0.12,"level":0.95,"method":"wilson"}},
        {"name":"B","control":false,"weight":1,"assigned":4533,"exposed":4512,"analysed":4445,
         "value":0.15,"numerator":667,"denominator":4445,"immature":67,
         "interval":{"low":0.14,"high":0.161,"level":0.95,"method":"wilson"}}],
       "holdOut":{"assigned":977},
       "guards":{"verdict":"green",
        "assignedRatio":{"verdict":"green","pValue":0.6,"deviation":0.002},
        "exposedRatio":{"verdict":"green","pValue":0.67,"deviation":0.002},
        "severalArms":{"verdict":"green","contacts":2,"of":8985,"share":0.0002},
        "againstAssignment":{"verdict":"green","contacts":2,"of":8985,"share":0.0002},
        "withoutAssignment":{"verdict":"green","contacts":0,"of":8985,"share":0}},
       "differences":[{"variant":"B","value":0.04,
        "interval":{"low":0.018,"high":0.062,"level":0.95,"method":"confidence-sequence"},
        "significant":true,"chanceToWin":0.999,"expectedLoss":0.000001}],
       "lift":{"value":0.01,"treated":{"contacts":9023,"converted":271,"rate":0.03},
        "heldOut":{"contacts":977,"converted":20,"rate":0.02},"immature":0,
        "interval":{"low":-0.009,"high":0.029,"level":0.95,"method":"confidence-sequence"},
        "significant":false},
       "winner":"B","verdict":"B is better than the control"}\
      """;

  static final String SAMPLE_SIZE =
      """
      {"baseline":0.1,"other":0.12,"level":0.95,"power":0.8,"contactsPerArm":3841}\
      """;

  private Examples() {}
}
