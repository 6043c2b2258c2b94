package io.rapport.ingest.links;

import java.util.Locale;

/**
 * What a click was made with, as coarse as that: no User-Agent is kept. The codes are stored and
 * never reused.
 */
enum AgentClass {
  OTHER(0),
  MOBILE(1),
  TABLET(2),
  DESKTOP(3);

  private final short code;

  AgentClass(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  short code() {
    return code;
  }

  static AgentClass of(String userAgent) {
    var agent = userAgent.toLowerCase(Locale.ROOT);
    if (agent.contains("ipad")
        || agent.contains("tablet")
        || (agent.contains("android") && !agent.contains("mobile"))) {
      return TABLET;
    }
    if (agent.contains("iphone") || agent.contains("android") || agent.contains("mobile")) {
      return MOBILE;
    }
    return agent.contains("windows")
            || agent.contains("macintosh")
            || agent.contains("x11")
            || agent.contains("cros ")
        ? DESKTOP
        : OTHER;
  }
}
