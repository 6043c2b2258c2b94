package io.rapport.simulator;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.simulator.campaign.FakeGraph;
import io.rapport.simulator.delivery.FakeBusiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Gives the application under test a webhook to deliver to and a new directory. */
public final class BusinessResource implements QuarkusTestResourceLifecycleManager {
  private static volatile FakeBusiness business;
  private static volatile FakeGraph graph;

  /** Where the application under test delivers. */
  public static FakeBusiness business() {
    return business;
  }

  /** Where the application under test sends campaigns. */
  public static FakeGraph graph() {
    return graph;
  }

  @Override
  public Map<String, String> start() {
    business = new FakeBusiness();
    graph = new FakeGraph();
    try {
      return Map.of(
          "rapport.simulator.events.url", business.eventsUrl().toString(),
          "rapport.simulator.events.machine.token-url", business.tokenUrl().toString(),
          "rapport.simulator.events.machine.client-id", "simulator",
          "rapport.simulator.events.machine.client-secret", "test_client_secret",
          "rapport.simulator.webhook-url", business.url().toString(),
          "rapport.simulator.graph-url", graph.url().toString(),
          "rapport.simulator.app-secret", FakeBusiness.SECRET,
          "rapport.simulator.directory", Files.createTempDirectory("simulator").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    business.close();
    graph.close();
  }
}
