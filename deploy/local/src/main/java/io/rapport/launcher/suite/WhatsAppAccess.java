package io.rapport.launcher.suite;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the services reach WhatsApp and know its webhooks: real credentials, or those of the
 * simulator.
 */
record WhatsAppAccess(Map<String, String> environment) {

  static final String APP_SECRETS = "RAPPORT_WHATSAPP_APP_SECRETS";
  static final String VERIFY_TOKEN = "RAPPORT_WHATSAPP_VERIFY_TOKEN";
  static final String ACCESS_TOKEN = "RAPPORT_WHATSAPP_ACCESS_TOKEN";
  static final String GRAPH_URL = "RAPPORT_GRAPH_URL";

  WhatsAppAccess {
    environment = Map.copyOf(environment);
  }

  /** Invented credentials that the simulator and the services share. */
  static WhatsAppAccess simulated(Secrets secrets, Ports ports) {
    return new WhatsAppAccess(
        Map.of(
            APP_SECRETS, secrets.password("demo.app-secret"),
            VERIFY_TOKEN, secrets.password("demo.verify-token"),
            ACCESS_TOKEN, secrets.password("demo.access-token"),
            GRAPH_URL, "http://localhost:" + ports.simulator()));
  }

  /**
   * The user's own credentials.
   *
   * @throws Failure naming those that are missing
   */
  static WhatsAppAccess real(Map<String, String> given) {
    var missing =
        List.of(APP_SECRETS, VERIFY_TOKEN).stream()
            .filter(name -> given.getOrDefault(name, "").isBlank())
            .toList();
    if (!missing.isEmpty()) {
      throw new Failure(
          "%s must be set in the environment: the app secret of the Meta app, and the token its webhook is verified with (or try ./rapport demo)"
              .formatted(String.join(" and ", missing)));
    }
    var environment = new HashMap<String, String>();
    for (var name : List.of(APP_SECRETS, VERIFY_TOKEN, ACCESS_TOKEN, GRAPH_URL)) {
      var value = given.getOrDefault(name, "");
      if (!value.isBlank()) {
        environment.put(name, value);
      }
    }
    return new WhatsAppAccess(environment);
  }
}
