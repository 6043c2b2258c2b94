package io.rapport.ingest.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Writes the envelope of each type of event into the OpenAPI document, around the data that is
 * described by its record, with an example.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class EventSchemas implements OASFilter {

  private static final String PATH = "/v1/events";
  private static final String REFERENCE = "#/components/schemas/";

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public void filterOpenAPI(OpenAPI document) {
    for (var type : EventType.values()) {
      document.getComponents().addSchema(envelopeName(type), envelope(type));
    }
    describe(document.getPaths().getPathItem(PATH).getPOST());
  }

  private void describe(Operation operation) {
    var content = operation.getRequestBody().getContent();
    content.getMediaType("application/json").setExamples(examples(EventExamples::data));
    content.addMediaType(HttpMessage.STRUCTURED, media(anyEvent(), examples(EventExamples::event)));
    content.addMediaType(
        HttpMessage.BATCH,
        media(
            OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(anyEvent()),
            Map.of(
                "batch",
                OASFactory.createExample()
                    .value(
                        List.of(
                            parsed(EventExamples.event(EventType.CONVERSION)),
                            parsed(EventExamples.event(EventType.REFUND)))))));
    for (var attribute : List.of("specversion", "id", "source", "type", "time")) {
      operation.addParameter(
          OASFactory.createParameter()
              .name("ce-" + attribute)
              .in(Parameter.In.HEADER)
              .description("The attribute `" + attribute + "`, in binary mode only")
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))
              .example(parsed(EventExamples.event(EventType.CONVERSION)).get(attribute)));
    }
  }

  private static MediaType media(Schema schema, Map<String, Example> examples) {
    return OASFactory.createMediaType().schema(schema).examples(examples);
  }

  private static Schema anyEvent() {
    var any = OASFactory.createSchema();
    var byType = OASFactory.createDiscriminator().propertyName("type");
    for (var type : EventType.values()) {
      any.addOneOf(OASFactory.createSchema().ref(envelopeName(type)));
      byType.addMapping(type.id(), REFERENCE + envelopeName(type));
    }
    return any.discriminator(byType);
  }

  private static Schema envelope(EventType type) {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .required(List.of("specversion", "id", "source", "type", "time", "data"))
        .addProperty("specversion", string().addEnumeration("1.0"))
        .addProperty("id", string().description("Together with `source` it identifies the event"))
        .addProperty("source", string().format("uri-reference").description("Who reports it"))
        .addProperty("type", string().addEnumeration(type.id()))
        .addProperty("time", string().format("date-time").description("When it happened"))
        .addProperty("datacontenttype", string().addEnumeration("application/json"))
        .addProperty("data", OASFactory.createSchema().ref(type.data().getSimpleName() + "Data"));
  }

  private static Schema string() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static String envelopeName(EventType type) {
    return type.data().getSimpleName() + "Event";
  }

  private Map<String, Example> examples(Function<EventType, String> of) {
    return Stream.of(EventType.values())
        .collect(
            Collectors.toMap(
                EventType::id,
                type -> OASFactory.createExample().value(parsed(of.apply(type))),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private Map<String, Object> parsed(String example) {
    try {
      return json.readValue(example, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an example is not JSON", e);
    }
  }
}
