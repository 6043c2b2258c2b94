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
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Brings a file to ingest, chunk by chunk. The file's digest is its key, so whoever runs this again
 * goes on where it was. Not for several threads.
 */
public final class FileImport {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_ROWS = 2000;
  private static final int WHOLE_ROWS = 5000;

  private static final int DONE = 0;
  private static final int REJECTED = 1;
  private static final int FAILED = 2;

  private final ObjectMapper json = new ObjectMapper();
  private final IngestClient ingest;
  private final Clock clock;
  private final PrintStream out;
  private final boolean terminal;

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

  FileImport(IngestClient ingest, Clock clock, PrintStream out, boolean terminal) {
    this.ingest = requireNonNull(ingest, "ingest is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.out = requireNonNull(out, "out is null");
    this.terminal = terminal;
  }

  /** Into the installation with these ports, as its integrator. */
  public static FileImport into(
      Ports ports, Secrets secrets, Clock clock, PrintStream out, boolean terminal) {
    var http = HttpClient.newHttpClient();
    var tokens = new AccessTokens(http, ports.issuer(), secrets);
    return new FileImport(
        new IngestClient(
            http,
            URI.create("http://localhost:" + ports.ingest() + "/v1/imports"),
            () -> tokens.token(DemoRole.INTEGRATOR),
            clock,
            pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()),
            out),
        clock,
        out,
        terminal);
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
        state = chunk(request, id, offset, records.at(offset), records.size());
        progress.show(state.path("bytes").asLong(), state.path("rows").asLong(), clock.instant());
      }
      state = post("/" + id + "/finish?" + account(request), request, new byte[0]);
      if (!state.path("state").asText().equals("finished")) {
        throw new Failure("the import was cancelled by somebody; run again, it begins anew");
      }
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
    var errors = request.file().resolveSibling(request.file().getFileName() + ".errors.ndjson");
    if (state.path("rejected").asLong() == 0) {
      Files.deleteIfExists(errors);
      return DONE;
    }
    Files.writeString(
        errors,
        ingest.send(ingest.request("/" + id + "/errors?" + account(request), Map.of()).GET()));
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
        ingest.send(
            ingest
                .request("", Map.of())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    return json.readTree(answer);
  }

  /** The same file with other options, or somebody else's chat, is another import. */
  private static String key(Request request) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = Files.newInputStream(request.file())) {
        var buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      var more =
          request.format()
              + " "
              + request.dryRun()
              + new TreeMap<>(request.options())
              + new TreeMap<>(request.headers());
      digest.update(more.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private JsonNode chunk(Request request, String id, long offset, byte[] bytes, long size)
      throws IOException, InterruptedException {
    var last = offset + bytes.length >= size;
    return post(
        "/%s/chunks?%s&offset=%d&last=%s".formatted(id, account(request), offset, last),
        request,
        bytes);
  }

  private JsonNode post(String path, Request request, byte[] bytes)
      throws IOException, InterruptedException {
    var answer =
        ingest.send(
            ingest
                .request(path, request.headers())
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
    return json.readTree(answer);
  }

  private static String account(Request request) {
    return "account=" + URLEncoder.encode(request.account(), StandardCharsets.UTF_8);
  }
}
