package io.rapport.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The ingest service as it is shipped, on an empty database. */
final class IngestProcess {
  /** 32 bytes that protect nothing: the database lives as long as the benchmark. */
  private static final String KEY = "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcmstMTI=";

  private final Path work;
  private final Database database;
  private final int port;
  private final String secret;
  private final Map<String, String> settings;

  /**
   * @param secret signs the webhooks
   * @param settings beside those it cannot start without
   */
  IngestProcess(
      Path work, Database database, int port, String secret, Map<String, String> settings) {
    this.work = work;
    this.database = database;
    this.port = port;
    this.secret = secret;
    this.settings = Map.copyOf(settings);
  }

  /** Uses the server while it runs. */
  interface Use {
    Measurement with(ServerProcess server) throws Exception;
  }

  /** Starts it, has it measured, and stops it. */
  Measurement run(Use use) throws Exception {
    database.renew();
    try (var server =
        new ServiceProcess("ingest-service", port, environment())
            .start(work.resolve("ingest.log"))) {
      return use.with(server);
    }
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(settings);
    environment.put("RAPPORT_DATABASE_URL", database.reactiveUrl());
    environment.put("RAPPORT_DATABASE_PASSWORD", Database.PASSWORD);
    environment.put("RAPPORT_OIDC_ISSUER", "http://127.0.0.1:" + (port + 2) + "/realms/rapport");
    environment.put("RAPPORT_WHATSAPP_APP_SECRETS", secret);
    environment.put("RAPPORT_WHATSAPP_VERIFY_TOKEN", "bench");
    environment.put("RAPPORT_PEPPER", KEY);
    environment.put("RAPPORT_KEY_ENCRYPTION_KEY", KEY);
    return environment;
  }
}
