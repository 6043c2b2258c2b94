package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.process.HttpProbe;
import io.rapport.launcher.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of our own services, from its package in the checkout, ready when its health check says so.
 */
final class ServiceProgram implements Program {

  private final String name;
  private final int port;
  private final Path application;
  private final AotCache cache;
  private final int heapMegabytes;
  private final Map<String, String> environment;
  private final boolean recording;

  ServiceProgram(
      String name,
      int port,
      Path application,
      AotCache cache,
      int heapMegabytes,
      Map<String, String> environment) {
    this(name, port, application, cache, heapMegabytes, environment, false);
  }

  private ServiceProgram(
      String name,
      int port,
      Path application,
      AotCache cache,
      int heapMegabytes,
      Map<String, String> environment,
      boolean recording) {
    this.name = requireNonNull(name, "name is null");
    this.port = port;
    this.application = requireNonNull(application, "application is null");
    this.cache = requireNonNull(cache, "cache is null");
    this.heapMegabytes = heapMegabytes;
    this.environment = Map.copyOf(environment);
    this.recording = recording;
  }

  /** Whether it has no cache of how it starts yet. */
  boolean isUnrecorded() {
    return cache.isMissing();
  }

  /**
   * The same service for a run that only records how it starts: it is ended as soon as it is ready.
   *
   * @param idle what keeps it from doing any work in that run
   */
  ServiceProgram recorder(Map<String, String> idle) {
    var all = new HashMap<>(environment);
    all.putAll(idle);
    // For the JVM that assembles the cache: it lives for seconds, so it should compile quickly.
    all.put("JDK_AOT_VM_OPTIONS", "-XX:TieredStopAtLevel=1");
    return new ServiceProgram(name, port, application, cache, heapMegabytes, all, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String url() {
    return "http://localhost:" + port;
  }

  @Override
  public Launch launch() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(recording ? cache.record() : cache.use());
    command.addAll(
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            application.resolve("quarkus-run.jar").toString()));
    var all = new HashMap<>(environment);
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    return new Launch(command, all, application);
  }

  @Override
  public boolean isReady() {
    return HttpProbe.answers("http://127.0.0.1:" + port + "/q/health/ready");
  }

  @Override
  public void ended() throws IOException {
    if (recording) {
      cache.recorded();
    }
  }
}
