package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where in a change's value an array stands, so that one element can be put there by itself. */
@FunctionalInterface
interface Shape {

  /** Directly in the value. */
  Shape PLAIN = (value, name, content) -> value.set(name, content);

  /** One level deeper. */
  Shape STANDBY = (value, name, content) -> value.putObject("standby").set(name, content);

  void put(ObjectNode value, String name, JsonNode content);

  /** Threads of a chunk of history. */
  static Shape inChunk(JsonNode metadata) {
    return (value, name, content) -> chunk(value, metadata).set(name, content);
  }

  /** Messages of a thread of a chunk of history. */
  static Shape inThread(JsonNode metadata, JsonNode thread) {
    return (value, name, content) -> {
      var copy = chunk(value, metadata).putArray("threads").addObject();
      thread
          .properties()
          .forEach(
              member -> {
                if (!member.getKey().equals(name)) {
                  copy.set(member.getKey(), member.getValue());
                }
              });
      copy.set(name, content);
    };
  }

  private static ObjectNode chunk(ObjectNode value, JsonNode metadata) {
    var chunk = value.putArray("history").addObject();
    if (!metadata.isMissingNode()) {
      chunk.set("metadata", metadata);
    }
    return chunk;
  }
}
