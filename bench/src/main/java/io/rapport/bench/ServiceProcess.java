package io.rapport.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service as it is shipped. */
final class ServiceProcess {
  private final String module;
  private final int port;
  private final Map<String, String> settings;

  /**
   * @param module such as {@code ingest-service}
   * @param settings as environment variables, those it cannot start without among them
   */
  ServiceProcess(String module, int port, Map<String, String> settings) {
    this.module = module;
    this.port = port;
    this.settings = Map.copyOf(settings);
  }

  ServerProcess start(Path log) throws IOException, InterruptedException, URISyntaxException {
    var jar = root().resolve(module + "/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: build it first");
    }
    var environment = new HashMap<>(settings);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return ServerProcess.start(List.of("-jar", jar.toString()), environment, port, log);
  }

  /**
   * The checkout: as told, else found from where this program lies, {@code bench/target/bench.jar}.
   */
  private static Path root() throws URISyntaxException {
    var told = System.getProperty("rapport.root");
    if (told != null) {
      return Path.of(told);
    }
    var self =
        Path.of(ServiceProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return self.getParent().getParent().getParent();
  }
}
