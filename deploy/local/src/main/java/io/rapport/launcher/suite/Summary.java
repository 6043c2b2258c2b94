package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.identity.DemoRole;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table at the end of a start: where everything is, who may log in, and the KPIs. */
final class Summary {

  private final Ports ports;
  private final Secrets secrets;

  Summary(Ports ports, Secrets secrets) {
    this.ports = requireNonNull(ports, "ports is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
  }

  /**
   * @param kpis one answer of {@code /v1/kpis} for each account
   */
  String text(boolean demo, List<JsonNode> kpis) {
    var text = new StringBuilder();
    text.append("\n  Service            URL\n");
    service(text, "ingest", ports.ingest(), "/webhooks/whatsapp receives WhatsApp's webhooks");
    service(text, "metrics", ports.metrics(), "/v1/kpis");
    service(text, "survey", ports.survey(), "/q/openapi");
    service(text, "consent", ports.consent(), "/q/openapi");
    service(text, "identity provider", ports.keycloak(), "realm rapport");
    if (demo) {
      service(text, "simulator", ports.simulator(), "/control");
    }
    text.append(
        "  %-18s %s%n"
            .formatted("Postgres", "postgresql://127.0.0.1:" + ports.postgres() + "/rapport"));
    text.append("\n  User         Password                   Token\n");
    for (var role : DemoRole.values()) {
      text.append(
          "  %-12s %-26s ./rapport token %s%n"
              .formatted(role.text(), secrets.password(role.secretName()), role.text()));
    }
    kpis.forEach(answer -> account(text, answer));
    return text.toString();
  }

  private static void service(StringBuilder text, String name, int port, String what) {
    text.append("  %-18s %-24s %s%n".formatted(name, "http://localhost:" + port, what));
  }

  private static void account(StringBuilder text, JsonNode answer) {
    text.append(
        "%n  KPIs of account %s, %s to %s (%s)%n"
            .formatted(
                answer.path("account").asText(),
                answer.path("from").asText(),
                answer.path("to").asText(),
                answer.path("zone").asText()));
    text.append("  %-22s %9s  %21s  %s%n".formatted("KPI", "value", "counted", "95 % interval"));
    for (var kpi : answer.path("kpis")) {
      var interval = kpi.path("interval");
      text.append(
          "  %-22s %9s  %21s  %s%n"
              .formatted(
                  kpi.path("id").asText(),
                  value(kpi.path("value"), kpi.path("unit").asText()),
                  counted(kpi),
                  interval.path("low").isNumber()
                      ? value(interval.path("low"), kpi.path("unit").asText())
                          + " to "
                          + value(interval.path("high"), kpi.path("unit").asText())
                      : "-"));
    }
  }

  private static String counted(JsonNode kpi) {
    var denominator = kpi.path("denominator");
    if (!denominator.isNumber()) {
      return "-";
    }
    return kpi.path("numerator").isNumber()
        ? String.format(
            Locale.ROOT, "%,d of %,d", kpi.path("numerator").asLong(), denominator.asLong())
        : String.format(Locale.ROOT, "%,d", denominator.asLong());
  }

  /** 43.0 % for a ratio, 5 min 20 s for seconds, a plain number for anything else. */
  static String value(JsonNode value, String unit) {
    if (!value.isNumber()) {
      return "-";
    }
    return switch (unit) {
      case "ratio" -> String.format(Locale.ROOT, "%.1f %%", value.asDouble() * 100);
      case "seconds", "second", "s" ->
          duration(Duration.ofMillis(Math.round(value.asDouble() * 1000)));
      default -> String.format(Locale.ROOT, "%,.2f", value.asDouble());
    };
  }

  private static String duration(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : Console.seconds(duration);
  }
}
