package io.rapport.ingest.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/**
 * What the Graph API answered to a message.
 *
 * @param wamids the ids it gave, one as a rule; empty if it took none
 * @param recipients the recipient by Meta's names: number, user id
 * @param error its code, if it refused
 */
record Accepted(List<String> wamids, List<Identity> recipients, OptionalInt error) {

  /** What an answer may unpack to; Meta's have some hundred bytes. */
  private static final int LARGEST = 1024 * 1024;

  private static final ObjectReader JSON = JsonMapper.builder().build().reader();

  /**
   * @param encoding of the answer's bytes: identity or gzip
   * @throws IOException if it cannot be read
   */
  static Accepted read(Optional<String> encoding, byte[] answer) throws IOException {
    JsonNode json;
    try (var bytes = unpacked(encoding.orElse("identity"), answer)) {
      json = JSON.readTree(bytes.readNBytes(LARGEST));
    }
    var wamids = new ArrayList<String>(1);
    for (var message : json.path("messages")) {
      if (message.path("id").isTextual()) {
        wamids.add(message.path("id").textValue());
      }
    }
    var recipients = new ArrayList<Identity>(2);
    for (var contact : json.path("contacts")) {
      text(contact, "wa_id").flatMap(Identity::ofPerson).ifPresent(recipients::add);
      text(contact, "user_id")
          .flatMap(id -> Identity.ofUserId(id, IdentityKind.USER_ID))
          .ifPresent(recipients::add);
    }
    var code = json.path("error").path("code");
    return new Accepted(
        wamids,
        recipients,
        code.isIntegralNumber() ? OptionalInt.of(code.intValue()) : OptionalInt.empty());
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.path(member).textValue()).filter(text -> !text.isBlank());
  }

  private static InputStream unpacked(String encoding, byte[] answer) throws IOException {
    var bytes = new ByteArrayInputStream(answer);
    return switch (encoding) {
      case "identity", "" -> bytes;
      case "gzip", "x-gzip" -> new GZIPInputStream(bytes);
      default -> throw new IOException("an answer in an encoding nobody asked for");
    };
  }
}
