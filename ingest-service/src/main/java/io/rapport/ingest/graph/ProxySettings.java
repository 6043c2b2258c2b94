package io.rapport.ingest.graph;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What an operator may set about the proxy of the Graph API. */
@ConfigMapping(prefix = "rapport.ingest.graph")
public interface ProxySettings {

  /** Largest message; one that is larger is answered 413. */
  @WithDefault("1M")
  MemorySize maxMessageSize();

  /** Most requests that are with the Graph API at a time; what comes beyond is answered 503. */
  @WithDefault("256")
  @Min(1)
  int maxConcurrent();

  /** How long a connection to the Graph API may take; after it, nothing was sent. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long the Graph API may take to answer; after it, nobody knows. */
  @WithDefault("30s")
  Duration answerTimeout();

  Registrations registrations();

  /** One message every six seconds to the same recipient. */
  PairLimit pairLimit();

  /** Messages a second of one business phone number. */
  Throughput throughput();

  /** How long the body of a message may take to come in. */
  @WithDefault("10s")
  Duration messageTimeout();

  /** What has been accepted and waits to be written down. */
  interface Registrations {

    /** Most accepted messages that wait for the database; what comes beyond is not registered. */
    @WithDefault("50000")
    @Min(1)
    int queueCapacity();

    /** Most of them of one phone number: one that no webhook tells of takes no other's place. */
    @WithDefault("10000")
    @Min(1)
    int capacityPerNumber();

    /** How long one is tried to be written. */
    @WithDefault("1h")
    Duration retryFor();

    /** How long its phone number may be unknown: the first webhook tells of it. */
    @WithDefault("10m")
    Duration unknownNumberFor();

    /** How long a process that is told to stop goes on writing. */
    @WithDefault("10s")
    Duration drainFor();
  }

  /** What is done about a message that Meta would refuse, or would hold against its sender. */
  enum Mode {
    OFF,
    /** It is counted and sent. */
    OBSERVE,
    /** It is answered as Meta would, and not sent. */
    ENFORCE
  }

  interface PairLimit {

    @WithDefault("observe")
    Mode mode();

    /** Time between two messages to the same recipient, in the long run. */
    @WithDefault("6s")
    Duration interval();

    /** Messages in a row that are borrowed against later. */
    @WithDefault("45")
    @Min(1)
    int burst();

    /** Recipients that are remembered. */
    @WithDefault("100000")
    @Min(1)
    int recipients();
  }

  interface Throughput {

    @WithDefault("observe")
    Mode mode();

    /** 80 unless Meta has raised it to 1000; 20 for a number that is used in the app as well. */
    @WithDefault("80")
    @Min(1)
    int perSecond();
  }
}
