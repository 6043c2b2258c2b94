package io.rapport.simulator.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.simulator.world.Fact;

/** Facts as one line of ASCII JSON each, with everything their webhooks need. Thread-safe. */
final class FactCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // Half a surrogate pair has no UTF-8 form; as an escape it survives.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writerFor(Fact.class);
  private static final ObjectReader READER = MAPPER.readerFor(Fact.class);

  private FactCodec() {}

  static String encode(Fact fact) {
    try {
      return WRITER.writeValueAsString(fact);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a " + fact.getClass().getSimpleName(), e);
    }
  }

  /**
   * @throws LedgerException if the line is no fact
   */
  static Fact decode(String line) {
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new LedgerException("unreadable fact in the plan", e);
    }
  }
}
