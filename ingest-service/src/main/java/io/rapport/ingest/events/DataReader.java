package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rapport.common.problem.Problem.Fault;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the data of an event into its record and checks it. Strict: what is misspelt is said rather
 * than dropped. Nothing of the content is repeated in what is said. Thread-safe.
 */
final class DataReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          // 49.90 for minor units would silently become 49.
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private final Validator validator;

  DataReader(Validator validator) {
    this.validator = requireNonNull(validator, "validator is null");
  }

  EventData read(EventType type, Envelope envelope) {
    var place = envelope.place();
    var data = object(envelope);
    EventData read;
    try {
      read = MAPPER.treeToValue(data, type.data());
    } catch (JsonMappingException e) {
      throw EventProblems.badRequest(place.data(pointer(e)), detail(e));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw EventProblems.badRequest(place.data(""), "cannot be read");
    }
    var faults =
        validator.validate(read).stream()
            .map(
                violation ->
                    new Fault(
                        place.data(pointer(violation.getPropertyPath())), violation.getMessage()))
            .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::detail))
            .toList();
    if (!faults.isEmpty()) {
      throw EventProblems.badRequest(faults);
    }
    return read;
  }

  /** Some libraries send JSON as bytes. */
  private static ObjectNode object(Envelope envelope) {
    var event = envelope.event();
    JsonNode data = event.path("data");
    if (data.isMissingNode() && event.path("data_base64").isTextual()) {
      try {
        data = MAPPER.readTree(event.path("data_base64").binaryValue());
      } catch (IOException e) {
        throw EventProblems.badRequest(
            envelope.place().attribute("data_base64"), "must be base64 of a JSON object");
      }
    }
    if (data instanceof ObjectNode object) {
      return object;
    }
    throw EventProblems.badRequest(envelope.place().data(""), "must be a JSON object");
  }

  private static String detail(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "is not known here; known are "
              + unknown.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", "));
      case InvalidFormatException invalid when invalid.getTargetType().isEnum() ->
          "must be one of " + constants(invalid.getTargetType());
      default -> "is not of the type expected here";
    };
  }

  private static String constants(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> MAPPER.convertValue(constant, String.class))
        .collect(Collectors.joining(", "));
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            reference ->
                "/"
                    + (reference.getFieldName() == null
                        ? Integer.toString(reference.getIndex())
                        : escaped(reference.getFieldName())))
        .collect(Collectors.joining());
  }

  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (var node : path) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      // A check of the whole contact bears a name of its own.
      if (node.getKind() == ElementKind.PROPERTY && !node.getName().equals("oneName")) {
        pointer.append('/').append(node.getName());
      }
    }
    return pointer.toString();
  }

  private static String escaped(String name) {
    // A name that is not known may be anything.
    var shown = name.length() > 64 ? name.substring(0, 64) : name;
    return shown.replace("~", "~0").replace("/", "~1");
  }
}
