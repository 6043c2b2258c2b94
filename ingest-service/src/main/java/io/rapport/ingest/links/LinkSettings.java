package io.rapport.ingest.links;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may set about tracking links. */
@ConfigMapping(prefix = "rapport.ingest.links")
public interface LinkSettings {

  /** Where customers reach {@code /l/}: scheme and host, best a short domain of the company's. */
  @WithDefault("http://localhost:8081")
  URI publicUrl();

  /** Hosts that links may lead to, {@code *.} before one for all below it; absent: any. */
  Optional<List<String>> allowedHosts();

  /** By WABA id, what holds for one account instead. */
  Map<String, Account> accounts();

  /** Most links of an account that are not archived. */
  @WithDefault("10000")
  @Min(1)
  int maxPerAccount();

  /** Programs that fetch an address to show what is behind it: parts of their User-Agent. */
  @WithDefault(
      "WhatsApp/,facebookexternalhit,Facebot,meta-externalagent,Twitterbot,Slackbot,Slack-ImgProxy,"
          + "TelegramBot,LinkedInBot,Discordbot,SkypeUriPreview,Pinterestbot,redditbot,"
          + "Googlebot,AdsBot-Google,Google-InspectionTool,GoogleOther,bingbot,BingPreview,Applebot,"
          + "YandexBot,Baiduspider,DuckDuckBot,crawler,spider,HeadlessChrome,curl/,Wget/,"
          + "python-requests,Go-http-client,okhttp,Java-http-client")
  List<String> previews();

  Tokens tokens();

  Chat chat();

  Lookup lookup();

  Clicks clicks();

  /** Pause between two runs that delete expired tokens. */
  @WithDefault("10m")
  Duration deletionInterval();

  interface Account {

    /** Hosts that links of the account may lead to. */
    Optional<List<String>> allowedHosts();
  }

  /** Whose copy of a link it is. */
  interface Tokens {

    /** Most tokens of one request. */
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int maxPerRequest();

    /** How long a click on a token is attributed where the request does not say. */
    @WithDefault("90d")
    Duration validFor();

    /** The longest a request may ask for. */
    @WithDefault("400d")
    Duration validAtMost();
  }

  /** Links into the chat. */
  interface Chat {

    /** How long after the visit a message counts as having come by it. */
    @WithDefault("7d")
    Duration referenceValidFor();

    /**
     * How long a visitor may wait until the visit is written, so that no message, however quick,
     * finds it missing; then the link leads on without.
     */
    @WithDefault("500ms")
    Duration writtenWithin();
  }

  /** Finding a link when somebody follows it. */
  interface Lookup {

    /** Links that are remembered. */
    @WithDefault("10000")
    @Min(1)
    int cacheSize();

    /** How long a change may take to hold in all processes. */
    @WithDefault("5s")
    Duration freshFor();

    /** How long the database may take before a remembered link serves as it was. */
    @WithDefault("1s")
    Duration timeout();

    /** Most look-ups at a time; who comes beyond is asked to come again. */
    @WithDefault("64")
    @Min(1)
    int maxConcurrent();
  }

  /** The queue between redirects and the database. */
  interface Clicks {

    /** Most clicks that wait for the database; what comes beyond is redirected uncounted. */
    @WithDefault("50000")
    @Min(1)
    int queueCapacity();

    /** How long a click is tried to be written. */
    @WithDefault("1h")
    Duration retryFor();

    /** How long a process that is told to stop goes on writing. */
    @WithDefault("10s")
    Duration drainFor();
  }
}
