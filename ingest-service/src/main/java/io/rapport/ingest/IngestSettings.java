package io.rapport.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator may set. Every limit has a metric that shows how near it is. */
@ConfigMapping(prefix = "rapport.ingest")
public interface IngestSettings {

  /** Largest webhook body; WhatsApp sends up to 3 MB. */
  @WithDefault("3M")
  MemorySize maxBodySize();

  /** Most bytes of webhooks that are not answered yet; what comes beyond is answered 503. */
  @WithDefault("64M")
  MemorySize maxBytesInFlight();

  /** How long a body may take to come in; who is slower is answered 408. */
  @WithDefault("10s")
  Duration bodyTimeout();

  /** Texts that end a subscription in every account, beside the known words and its own. */
  Optional<List<String>> optOutKeywords();

  /** Texts that begin a subscription in every account, beside the known words and its own. */
  Optional<List<String>> optInKeywords();

  Accounts accounts();

  /** The text of messages, where an account keeps it. */
  Content content();

  /** The queue between the requests and the database. */
  Queue queue();

  /** How the queue is written. */
  Batch batch();

  Quarantine quarantine();

  Events events();

  /** At most one notification of the projection per this time. */
  @WithDefault("50ms")
  Duration notifyInterval();

  interface Accounts {

    /** How long a change of settings may take to hold in all processes. */
    @WithDefault("3s")
    Duration refreshInterval();
  }

  interface Content {

    /** How much of the text of one message is kept; the rest is cut off. */
    @WithDefault("64K")
    MemorySize maxSize();

    /** Pause between two runs that delete what is kept no longer. */
    @WithDefault("1m")
    Duration deletionInterval();

    /** Most texts that one transaction deletes. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int deletionBatch();
  }

  interface Queue {

    /** Most items that wait for the database; what comes beyond is answered 503. */
    @WithDefault("20000")
    @Min(1)
    int capacity();

    /** What a refused sender is told to wait. */
    @WithDefault("5s")
    Duration retryAfter();

    /** Full for so long, the service says it is not ready. */
    @WithDefault("10s")
    Duration fullFor();

    /** With nothing written or given up for so long, the service says it is not alive. */
    @WithDefault("2m")
    Duration stuckAfter();
  }

  interface Batch {

    /** Most rows of one transaction; 1 is one INSERT per item. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int maxRows();

    /** Most transactions of one account at a time. */
    @WithDefault("2")
    @Min(1)
    int writesPerAccount();

    /** How long a batch is tried again while the database is not there. */
    @WithDefault("5s")
    Duration retryFor();

    /** How long one attempt may take, and the look-up of accounts not met before. */
    @WithDefault("10s")
    Duration timeout();
  }

  interface Quarantine {

    /** How much of one unreadable item is kept. */
    @WithDefault("256K")
    MemorySize maxItemSize();

    /** How many items one call reads again. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int redriveItems();

    /** Pause between two times that what waits for its message is read again. */
    @WithDefault("1m")
    Duration retryInterval();

    /** For how long it is; then it waits until somebody asks for it. */
    @WithDefault("1d")
    Duration retryFor();
  }

  interface Events {

    /** Largest body of {@code POST /v1/events}; at most what the HTTP server lets in. */
    @WithDefault("4M")
    MemorySize maxBodySize();

    /** Most events of one request. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int maxBatchSize();
  }
}
