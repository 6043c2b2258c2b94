package io.rapport.simulator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The simulator's settings, {@code rapport.simulator.*}. */
@ConfigMapping(prefix = "rapport.simulator")
public interface SimulatorConfig {
  /** Where webhooks go. */
  @WithDefault("http://127.0.0.1:8081/webhooks/whatsapp")
  URI webhookUrl();

  /** Signs the webhooks. There is no default: without it the simulator does not start. */
  String appSecret();

  /** If given, delivery begins with Meta's handshake, which must succeed with it. */
  Optional<String> verifyToken();

  /** If given, the only bearer token the Cloud API takes; else it takes any. */
  Optional<String> accessToken();

  /** Where campaigns are sent to that somebody asks for: Rapport's proxy, or this simulator. */
  @WithDefault("http://127.0.0.1:8081/graph")
  URI graphUrl();

  /** How many past days a new directory is filled with. */
  @WithDefault("90")
  int days();

  /** Decides who the customers are and what they did in the past. */
  @WithDefault("1")
  long seed();

  /** How many customers there are at the beginning, at least 10. */
  @WithDefault("1000")
  int customers();

  /** Multiplies how often something happened in the past. */
  @WithDefault("1")
  double activity();

  /** Webhook facts a minute in live mode; 0 means that nothing happens by itself. */
  @WithDefault("60")
  double liveRate();

  /** Where the truth and the state are kept. */
  @WithDefault("simulator-data")
  Path directory();

  Events events();

  /** How the business hears of what bots, desks, shops and surveys know. */
  interface Events {
    /** Where events are reported to. */
    @WithDefault("http://127.0.0.1:8081/v1/events")
    URI url();

    /** Who reports; without, nobody is told of these facts. */
    Optional<Machine> machine();

    /** A client of the identity provider, with the role integrator. */
    interface Machine {
      /** The identity provider's token endpoint. */
      URI tokenUrl();

      String clientId();

      String clientSecret();
    }
  }

  Delivery delivery();

  /** How webhooks and events are brought, each of the two. */
  interface Delivery {
    /** Most requests in flight. */
    @WithDefault("64")
    int concurrency();

    /** Most facts held in memory for delivery. */
    @WithDefault("4000")
    int queueSize();

    /** Of one attempt. */
    @WithDefault("10s")
    Duration timeout();

    /** Wait after the first failure; it doubles with each further one. */
    @WithDefault("100ms")
    Duration firstRetry();

    /** Longest wait between two attempts. */
    @WithDefault("10s")
    Duration longestRetry();

    /** Share of requests sent twice. */
    @WithDefault("0.02")
    double duplicateRate();

    /** Share of attempts given up before an answer, then repeated. */
    @WithDefault("0.005")
    double dropRate();

    /** Wait before every attempt. */
    @WithDefault("0")
    int delayMillis();

    /** Most facts in one request, up to 1000. */
    @WithDefault("20")
    int batchSize();
  }
}
