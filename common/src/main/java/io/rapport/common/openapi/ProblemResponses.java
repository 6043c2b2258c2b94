package io.rapport.common.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rapport.common.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Writes into every OpenAPI document what all services do alike: errors are {@link Problem}s, a
 * secured operation answers 401 and 403, one with input 400. An operation open to everybody says
 * itself what it answers. Schemas are sorted: the same sources give the same document.
 */
// The last of all filters: what others add to the document is described and sorted with the rest.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Integer.MIN_VALUE)
public class ProblemResponses implements OASFilter {

  private static final String SCHEMA = "Problem";
  private static final String FAULT = "Fault";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document.getComponents().addSchema(SCHEMA, problem()).addSchema(FAULT, fault());
    if (document.getPaths() != null) {
      document.getPaths().getPathItems().values().stream()
          .flatMap(path -> path.getOperations().values().stream())
          .forEach(ProblemResponses::complete);
    }
    document.getComponents().setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
  }

  private static void complete(Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    if (isSecured(operation)) {
      describe(operation, "401", "No bearer token, or one that is not valid here");
      describe(
          operation,
          "403",
          "The token has none of the roles, or the account is not one of its own");
      if (hasInput(operation)) {
        describe(operation, "400", "The input cannot be understood");
      }
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (code, response) -> {
              if (isError(code) && response.getRef() == null && response.getContent() == null) {
                response.setContent(content());
              }
            });
  }

  private static boolean isSecured(Operation operation) {
    return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
  }

  private static boolean hasInput(Operation operation) {
    return operation.getRequestBody() != null
        || (operation.getParameters() != null && !operation.getParameters().isEmpty());
  }

  /** Adds the response unless the operation describes it itself, as a content shows. */
  private static void describe(Operation operation, String code, String description) {
    APIResponse present = operation.getResponses().getAPIResponse(code);
    if (present == null || isGenerated(present)) {
      operation
          .getResponses()
          .addAPIResponse(code, OASFactory.createAPIResponse().description(description));
    }
  }

  /** The framework's own words for 401 and 403. */
  private static boolean isGenerated(APIResponse response) {
    return response.getContent() == null
        && List.of("Not Authorized", "Not Allowed").contains(response.getDescription());
  }

  private static boolean isError(String code) {
    return code.startsWith("4") || code.startsWith("5");
  }

  private static Content content() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE,
            OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA)));
  }

  private static Schema problem() {
    return object("An error as RFC 9457 shapes it", "type", "title", "status", "detail")
        .addProperty("type", string("Stable URI of the kind of error").format("uri"))
        .addProperty("title", string("The kind of error in words"))
        .addProperty(
            "status",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .description("The HTTP status code"))
        .addProperty("detail", string("What went wrong here and what to do"))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description("The single faults of an input, where it has several")
                .items(OASFactory.createSchema().ref(FAULT)))
        .examples(
            List.of(
                new TreeMap<String, Object>(
                    Map.of(
                        "type",
                        "https://rapport.io/problems/unauthorized",
                        "title",
                        "The request is not authenticated",
                        "status",
                        401,
                        "detail",
                        "Send a valid bearer token in the Authorization header."))));
  }

  private static Schema fault() {
    return object("One fault of an input", "pointer", "detail")
        .addProperty(
            "pointer", string("JSON pointer (RFC 6901) into the body, or the name of a parameter"))
        .addProperty("detail", string("What is wrong with it"));
  }

  private static Schema object(String description, String... required) {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description(description)
        .required(List.of(required));
  }

  private static Schema string(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
