package io.rapport.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;

/** What an operator may set. Every limit has a metric that shows how near it is. */
@ConfigMapping(prefix = "rapport.ingest")
public interface IngestSettings {

  /** Largest webhook body; WhatsApp sends up to 3 MB. */
  @WithDefault("3M")
  MemorySize maxBodySize();

  /** Texts that end a subscription when a customer writes nothing else. */
  @WithDefault(
      "stop,stop all,stopall,unsubscribe,opt out,optout,stop promotions,abmelden,abbestellen,austragen,"
          + "stopp,baja,darme de baja,dar de baja,sair,descadastrar,desinscrever,cancelar inscrição,"
          + "désabonner,me désabonner,désinscription,désinscrire,disiscrivi,disiscriviti,annulla iscrizione,"
          + "afmelden,uitschrijven,avsluta,avregistrera,afmeld,wypisz,wypisz mnie,отписаться,стоп,"
          + "відписатися,aboneliği iptal et,berhenti,berhenti langganan,إلغاء الاشتراك,توقف,הסר,退订,"
          + "停止订阅,取消訂閱,配信停止,수신거부,बंद करें,रोकें,huỷ đăng ký,từ chối")
  List<String> optOutKeywords();

  /** The queue between the requests and the database. */
  Queue queue();

  /** How the queue is written. */
  Batch batch();

  Quarantine quarantine();

  Events events();

  /** At most one notification of the projection per this time. */
  @WithDefault("50ms")
  Duration notifyInterval();

  interface Queue {

    /** Most items that wait for the database; what comes beyond is answered 503. */
    @WithDefault("20000")
    @Min(1)
    int capacity();

    /** What a refused sender is told to wait. */
    @WithDefault("5s")
    Duration retryAfter();
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
