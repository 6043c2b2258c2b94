package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.identity.KeycloakServer;
import io.rapport.launcher.installation.Secrets;
import io.rapport.schema.ServiceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our own services: which there are, on which ports, and what each is told through its environment.
 */
final class Services {

  private static final int HEAP_MEGABYTES = 256;

  /** For the two that carry the traffic. */
  private static final int LARGE_HEAP_MEGABYTES = 384;

  private final StartOptions options;
  private final Secrets secrets;
  private final WhatsAppAccess whatsApp;
  private final Map<String, String> environment;

  /**
   * @param environment of the launcher; a service gets those of its variables that begin with its
   *     own name, {@code RAPPORT_INGEST_...}
   */
  Services(
      StartOptions options,
      Secrets secrets,
      WhatsAppAccess whatsApp,
      Map<String, String> environment) {
    this.options = requireNonNull(options, "options is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
    this.whatsApp = requireNonNull(whatsApp, "whatsApp is null");
    this.environment = Map.copyOf(environment);
  }

  /** The name under which the password of a service's database login is kept. */
  static String databasePassword(ServiceRole role) {
    return "database.password." + role.name().toLowerCase(Locale.ROOT);
  }

  List<ServiceProgram> all() throws IOException {
    var ports = options.ports();
    return List.of(
        service(ServiceRole.INGEST, ports.ingest(), LARGE_HEAP_MEGABYTES),
        service(ServiceRole.METRICS, ports.metrics(), LARGE_HEAP_MEGABYTES),
        service(ServiceRole.SURVEY, ports.survey(), HEAP_MEGABYTES),
        service(ServiceRole.CONSENT, ports.consent(), HEAP_MEGABYTES));
  }

  private ServiceProgram service(ServiceRole role, int port, int heapMegabytes) throws IOException {
    var name = role.name().toLowerCase(Locale.ROOT);
    var all = tuning(name);
    all.put(
        "RAPPORT_DATABASE_URL",
        "postgresql://127.0.0.1:" + options.ports().postgres() + "/rapport");
    all.put("RAPPORT_DATABASE_PASSWORD", secrets.password(databasePassword(role)));
    all.put("RAPPORT_OIDC_ISSUER", options.ports().issuer());
    switch (role) {
      case INGEST -> {
        all.putAll(whatsApp.environment());
        all.put("RAPPORT_PEPPER", secrets.key("pepper"));
        all.put("RAPPORT_KEY_ENCRYPTION_KEY", secrets.key("key-encryption-key"));
        all.putIfAbsent("RAPPORT_INGEST_LINKS_PUBLIC_URL", "http://localhost:" + port);
      }
      case SURVEY -> {
        for (var variable : List.of(WhatsAppAccess.ACCESS_TOKEN, WhatsAppAccess.GRAPH_URL)) {
          var value = whatsApp.environment().get(variable);
          if (value != null) {
            all.put(variable, value);
          }
        }
      }
      case METRICS, CONSENT -> {}
    }
    return program(name, name + "-service", port, heapMegabytes, all);
  }

  ServiceProgram simulator(StartOptions.Demo demo) throws IOException {
    var all = tuning("simulator");
    all.put(
        "RAPPORT_SIMULATOR_WEBHOOK_URL",
        "http://localhost:" + options.ports().ingest() + "/webhooks/whatsapp");
    all.put("RAPPORT_SIMULATOR_APP_SECRET", whatsApp.environment().get(WhatsAppAccess.APP_SECRETS));
    all.put(
        "RAPPORT_SIMULATOR_VERIFY_TOKEN", whatsApp.environment().get(WhatsAppAccess.VERIFY_TOKEN));
    all.put(
        "RAPPORT_SIMULATOR_ACCESS_TOKEN", whatsApp.environment().get(WhatsAppAccess.ACCESS_TOKEN));
    all.put(
        "RAPPORT_SIMULATOR_GRAPH_URL", "http://localhost:" + options.ports().ingest() + "/graph");
    all.put(
        "RAPPORT_SIMULATOR_EVENTS_URL",
        "http://localhost:" + options.ports().ingest() + "/v1/events");
    all.put("RAPPORT_SIMULATOR_EVENTS_MACHINE_TOKEN_URL", options.ports().tokenUrl());
    all.put("RAPPORT_SIMULATOR_EVENTS_MACHINE_CLIENT_ID", KeycloakServer.SIMULATOR);
    all.put(
        "RAPPORT_SIMULATOR_EVENTS_MACHINE_CLIENT_SECRET",
        KeycloakServer.clientSecret(secrets, KeycloakServer.SIMULATOR));
    all.put("RAPPORT_SIMULATOR_DAYS", String.valueOf(demo.days()));
    demo.seed().ifPresent(seed -> all.put("RAPPORT_SIMULATOR_SEED", String.valueOf(seed)));
    demo.liveRate().ifPresent(rate -> all.put("RAPPORT_SIMULATOR_LIVE_RATE", String.valueOf(rate)));
    all.put("RAPPORT_SIMULATOR_DIRECTORY", options.installation().simulator().toString());
    return program("simulator", "simulator", options.ports().simulator(), HEAP_MEGABYTES, all);
  }

  /**
   * What keeps a service from working in a run that only records how it starts: the simulator has
   * no past and nobody to call. The others wait to be asked anyway.
   */
  static Map<String, String> idle(Path directory) {
    return Map.of(
        "RAPPORT_SIMULATOR_DAYS", "0",
        "RAPPORT_SIMULATOR_LIVE_RATE", "0",
        "RAPPORT_SIMULATOR_VERIFY_TOKEN", "",
        "RAPPORT_SIMULATOR_DIRECTORY", directory.toString());
  }

  private Map<String, String> tuning(String service) {
    var prefix = "RAPPORT_" + service.toUpperCase(Locale.ROOT) + "_";
    var all = new HashMap<String, String>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            all.put(name, value);
          }
        });
    return all;
  }

  private ServiceProgram program(
      String name, String module, int port, int heapMegabytes, Map<String, String> all)
      throws IOException {
    var application = options.checkout().resolve(module).resolve("target/quarkus-app");
    if (!Files.exists(application.resolve("quarkus-run.jar"))) {
      throw new Failure(name + " is not built: there is no " + application + "/quarkus-run.jar");
    }
    var java = System.getProperty("java.vm.version") + " " + System.getProperty("java.home");
    var cache = AotCache.of(options.installation().aotCaches(), name, application, java);
    return new ServiceProgram(name, port, application, cache, heapMegabytes, all);
  }
}
