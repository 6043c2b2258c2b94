package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.process.HttpProbe;
import io.rapport.launcher.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of our own services, from its package in the checkout, ready when its health check says so.
 */
final class ServiceProgram implements Program {

  private static final int CONNECT_MILLIS = 1000;

  private final String name;
  private final int port;
  private final Path application;
  private final AotCache cache;
  private final int heapMegabytes;
  private final Map<String, String> environment;

  ServiceProgram(
      String name,
      int port,
      Path application,
      AotCache cache,
      int heapMegabytes,
      Map<String, String> environment) {
    this.name = requireNonNull(name, "name is null");
    this.port = port;
    this.application = requireNonNull(application, "application is null");
    this.cache = requireNonNull(cache, "cache is null");
    this.heapMegabytes = heapMegabytes;
    var all = new HashMap<>(environment);
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    this.environment = Map.copyOf(all);
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
    command.addAll(cache.jvmOptions());
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
    return new Launch(command, environment, application);
  }

  @Override
  public boolean isReady() {
    return HttpProbe.answers("http://127.0.0.1:" + port + "/q/health/ready");
  }

  /** Whether its end will take longer, because the JVM records the cache. */
  boolean records() {
    return cache.isMissing();
  }

  /** It closes its port once it has answered what it had accepted. */
  @Override
  public boolean hasLetGo() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void ended() throws IOException {
    cache.recorded();
  }
}
