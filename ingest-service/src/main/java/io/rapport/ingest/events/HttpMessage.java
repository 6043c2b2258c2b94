package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.ingest.http.HeaderValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes events out of a request in any of the three content modes of CloudEvents. */
final class HttpMessage {

  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";

  private static final String CLOUD_EVENTS = "cloudevents";
  private static final List<String> ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "time");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Which of two ids would count?
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final int maxBatchSize;

  /**
   * @param maxBatchSize most events of one request
   */
  HttpMessage(int maxBatchSize) {
    this.maxBatchSize = maxBatchSize;
  }

  /**
   * The events of a request.
   *
   * @param batch whether the request was a batch, and is answered as one
   */
  record Content(List<Envelope> events, boolean batch) {

    Content {
      events = List.copyOf(events);
    }
  }

  /**
   * @throws ProblemException if the request as a whole cannot be understood
   */
  Content read(HttpHeaders headers, byte[] body) {
    requireNonNull(headers, "headers is null");
    var type = mediaType(headers);
    if (is(type, STRUCTURED)) {
      return single(new Envelope(Place.STRUCTURED, json(body)));
    }
    if (is(type, BATCH)) {
      return batch(json(body));
    }
    boolean json =
        type.getType().equals("application")
            && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"))
            && !type.getSubtype().startsWith(CLOUD_EVENTS);
    if (!json) {
      throw unsupported();
    }
    return single(binary(headers, body));
  }

  private static Content single(Envelope event) {
    return new Content(List.of(event), false);
  }

  private Content batch(JsonNode array) {
    if (!array.isArray()) {
      throw Problem.badRequest("", "A batch is a JSON array of events.");
    }
    if (array.size() > maxBatchSize) {
      throw Problem.tooLarge(
          "The batch has %d events, more than %d.".formatted(array.size(), maxBatchSize));
    }
    var events = new ArrayList<Envelope>(array.size());
    for (int i = 0; i < array.size(); i++) {
      events.add(new Envelope(Place.inBatch(i), array.get(i)));
    }
    return new Content(events, true);
  }

  private static Envelope binary(HttpHeaders headers, byte[] body) {
    var event = JsonNodeFactory.instance.objectNode();
    for (var name : ATTRIBUTES) {
      header(headers, name).ifPresent(value -> event.put(name, value));
    }
    event.set("data", json(body));
    return new Envelope(Place.BINARY, event);
  }

  private static Optional<String> header(HttpHeaders headers, String attribute) {
    var name = "ce-" + attribute;
    var values = headers.getRequestHeader(name);
    if (values == null || values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw EventProblems.badRequest(name, "is given more than once");
    }
    return Optional.of(
        HeaderValue.decode(values.getFirst())
            .orElseThrow(() -> EventProblems.badRequest(name, "is not rightly percent-encoded")));
  }

  private static JsonNode json(byte[] body) {
    if (wide(body)) {
      throw unsupported();
    }
    try {
      var node = MAPPER.readTree(body);
      if (node == null || node.isMissingNode()) {
        throw Problem.badRequest("", "The body is empty.");
      }
      return node;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw Problem.badRequest(
          "",
          at == null
              ? "The body is not JSON."
              : "The body is not JSON, at line %d, column %d."
                  .formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw Problem.badRequest("", "The body is not JSON in UTF-8.");
    }
  }

  /** Whether it is UTF-16 or UTF-32: JSON in UTF-8 has no zero among its first bytes. */
  private static boolean wide(byte[] body) {
    for (int i = 0; i < Math.min(body.length, 4) && body.length > 1; i++) {
      if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(MediaType type, String expected) {
    return (type.getType() + "/" + type.getSubtype()).equals(expected);
  }

  private static MediaType mediaType(HttpHeaders headers) {
    MediaType type;
    try {
      type = headers.getMediaType();
    } catch (IllegalArgumentException e) {
      throw unsupported();
    }
    if (type == null) {
      throw unsupported();
    }
    var charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !List.of("utf-8", "us-ascii").contains(lower(charset))) {
      throw unsupported();
    }
    return new MediaType(lower(type.getType()), lower(type.getSubtype()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static ProblemException unsupported() {
    return new ProblemException(
        Problem.of(
            415,
            "unsupported-media-type",
            "The media type is not supported",
            "Send %s, %s, or application/json with the attributes in ce- headers, in UTF-8."
                .formatted(STRUCTURED, BATCH)));
  }
}
