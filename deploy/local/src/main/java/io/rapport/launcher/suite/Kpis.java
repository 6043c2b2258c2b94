package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The KPIs as metrics answers them, for all accounts there are. */
final class Kpis {

  /** Finds the WABA ids of the accounts that have registered so far. */
  @FunctionalInterface
  interface Accounts {
    List<String> ids();
  }

  private final RestClient rest;
  private final String metrics;
  private final Accounts accounts;

  /**
   * @param metrics base URL of metrics
   */
  Kpis(RestClient rest, String metrics, Accounts accounts) {
    this.rest = requireNonNull(rest, "rest is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.accounts = requireNonNull(accounts, "accounts is null");
  }

  /** The answer of {@code /v1/kpis} for each account. */
  List<JsonNode> all() throws InterruptedException {
    var all = new ArrayList<JsonNode>();
    for (var account : accounts.ids()) {
      all.add(
          rest.get(
              metrics + "/v1/kpis?account=" + URLEncoder.encode(account, StandardCharsets.UTF_8)));
    }
    return all;
  }

  /** How many people of all accounts wait for being counted. */
  long pending() throws InterruptedException {
    return all().stream().mapToLong(answer -> answer.path("pending").asLong()).sum();
  }
}
