package io.rapport.launcher.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.identity.AccessTokens;
import io.rapport.launcher.identity.DemoRole;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Brings a file to ingest, chunk by chunk. The file's digest is its key, so whoever runs this again
 * goes on where it was; while ingest is away it is tried again. Not for several threads.
 */
public final class FileImport {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_ROWS = 2000;
  private static final int WHOLE_ROWS = 5000;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration RENEW_AFTER = Duration.ofMinutes(10);

  private static final int DONE = 0;
  private static final int REJECTED = 1;
  private static final int FAILED = 2;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final AccessTokens tokens;
  private final Clock clock;
  private final PrintStream out;
  private final boolean terminal;
  private String token = "";
  private Instant tokenSince = Instant.MIN;

  /**
   * What to import.
   *
   * @param options what the rows do not say themselves
   * @param headers what the server must not store
   */
  public record Request(
      Path file,
      FileFormat format,
      String account,
      boolean dryRun,
      Map<String, String> options,
      Map<String, String> headers) {

    public Request {
      requireNonNull(file, "file is null");
      requireNonNull(format, "format is null");
      requireNonNull(account, "account is null");
      options = Map.copyOf(options);
      headers = Map.copyOf(headers);
    }
  }

  public FileImport(Ports ports, Secrets secrets, Clock clock, PrintStream out, boolean terminal) {
    this.url = "http://localhost:" + ports.ingest() + "/v1/imports";
    this.tokens = new AccessTokens(http, ports.issuer(), secrets);
    this.clock = requireNonNull(clock, "clock is null");
    this.out = requireNonNull(out, "out is null");
    this.terminal = terminal;
  }

  /**
   * @return 0 if all is well, 1 if rows were rejected, 2 if it could not go on, which is said
   */
  public int run(Request request) throws InterruptedException {
    try {
      if (!Files.isReadable(request.file())) {
        throw new Failure(request.file() + " cannot be read");
      }
      return bring(request);
    } catch (Failure | IOException e) {
      out.println("rapport: " + e.getMessage());
      return FAILED;
    }
  }

  private int bring(Request request) throws IOException, InterruptedException {
    try (var records =
        new Records(
            request.file(),
            request.format(),
            MOST_BYTES,
            request.format().whole() ? WHOLE_ROWS : MOST_ROWS)) {
      var state = open(request);
      var id = state.path("id").asText();
      var progress =
          new ProgressLine(
              out,
              terminal,
              records.size(),
              clock.instant(),
              state.path("bytes").asLong(),
              state.path("rows").asLong());
      if (state.path("bytes").asLong() > 0) {
        out.printf(Locale.ROOT, "  going on after %,d rows%n", state.path("rows").asLong());
      }
      while (state.path("bytes").asLong() < records.size()
          && state.path("state").asText().equals("open")) {
        long offset = state.path("bytes").asLong();
        state = chunk(request, id, offset, records.at(offset));
        progress.show(state.path("bytes").asLong(), state.path("rows").asLong(), clock.instant());
      }
      state = post("/" + id + "/finish?" + account(request), request, new byte[0]);
      return tell(request, id, state);
    }
  }

  private int tell(Request request, String id, JsonNode state)
      throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "  %,d rows: %,d %s, %,d there before, %,d rejected%n",
        state.path("rows").asLong(),
        state.path("accepted").asLong(),
        request.dryRun() ? "would be kept" : "kept",
        state.path("duplicates").asLong(),
        state.path("rejected").asLong());
    if (state.path("rejected").asLong() == 0) {
      return DONE;
    }
    var errors = request.file().resolveSibling(request.file().getFileName() + ".errors.ndjson");
    Files.writeString(
        errors, send(request("/" + id + "/errors?" + account(request), Map.of()).GET()).body());
    out.println("  what was rejected, and why: " + errors);
    return REJECTED;
  }

  private JsonNode open(Request request) throws IOException, InterruptedException {
    var body = json.createObjectNode();
    body.put("account", request.account());
    body.put("format", request.format().word());
    body.put("key", key(request));
    body.put("dryRun", request.dryRun());
    body.set("options", json.valueToTree(request.options()));
    var answer =
        send(
            request("", Map.of())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    return json.readTree(answer.body());
  }

  /** The same file with other options is another import. */
  private static String key(Request request) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = Files.newInputStream(request.file())) {
        var buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      var more = request.format() + " " + request.dryRun() + new TreeMap<>(request.options());
      digest.update(more.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private JsonNode chunk(Request request, String id, long offset, byte[] bytes)
      throws IOException, InterruptedException {
    return post("/" + id + "/chunks?" + account(request) + "&offset=" + offset, request, bytes);
  }

  private JsonNode post(String path, Request request, byte[] bytes)
      throws IOException, InterruptedException {
    var answer =
        send(
            request(path, request.headers())
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
    return json.readTree(answer.body());
  }

  private static String account(Request request) {
    return "account=" + URLEncoder.encode(request.account(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    headers.forEach(
        (name, value) ->
            request.header(
                name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    return request;
  }

  /** A chunk may be sent again whenever in doubt, so whatever fails is tried again for a while. */
  private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
    var end = clock.instant().plus(PATIENCE);
    var pause = FIRST_PAUSE;
    while (true) {
      String why;
      try {
        var answer =
            http.send(
                request.setHeader("Authorization", "Bearer " + token()).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() == 200 || answer.statusCode() == 201) {
          return answer;
        }
        why = "ingest answers " + answer.statusCode() + ": " + detail(answer.body());
        if (answer.statusCode() < 500) {
          throw new Failure(why);
        }
      } catch (IOException e) {
        why = "ingest does not answer";
      }
      if (clock.instant().isAfter(end)) {
        throw new Failure(why);
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private String detail(String body) {
    try {
      return json.readTree(body).path("detail").asText(body.strip());
    } catch (IOException noJson) {
      return body.strip();
    }
  }

  private String token() throws InterruptedException {
    if (tokenSince.plus(RENEW_AFTER).isBefore(clock.instant())) {
      token = tokens.token(DemoRole.INTEGRATOR);
      tokenSince = clock.instant();
    }
    return token;
  }
}
