package io.rapport.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The promise a service makes in its {@code openapi.yaml}: what it serves at {@code /q/openapi} is
 * that file, byte by byte, and every operation in it says what a caller needs.
 *
 * <p>With {@code -Drapport.openapi.update=true} the file is written anew instead; the change is
 * then reviewed like any other.
 */
public final class OpenApiContract {

  private static final String UPDATE = "rapport.openapi.update";

  private OpenApiContract() {}

  /**
   * Compares the document of the service under test with the file.
   *
   * @param file the one checked in
   */
  public static void verify(Path file) {
    var document = live("");
    try {
      if (Boolean.getBoolean(UPDATE)) {
        Files.writeString(file, document);
      }
      assertThat(file)
          .as("write it with -D%s=true", UPDATE)
          .exists()
          .content()
          .as("the document served has changed; if that is meant, run with -D%s=true", UPDATE)
          .isEqualTo(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What operations of the service under test leave out, in words: an operationId, a summary, an
   * example of what they answer, who may call them, an error.
   */
  public static List<String> omissions() {
    var document = new JsonObject(live("?format=json")).getMap();
    var omissions = new ArrayList<String>();
    map(document, "paths")
        .forEach(
            (path, item) ->
                cast(item)
                    .forEach(
                        (method, operation) -> {
                          if (operation instanceof Map) {
                            check(method + " " + path, cast(operation), omissions);
                          }
                        }));
    return omissions;
  }

  private static void check(String name, Map<String, Object> operation, List<String> omissions) {
    for (var text : List.of("operationId", "summary", "description")) {
      if (operation.getOrDefault(text, "").toString().isBlank()) {
        omissions.add(name + ": no " + text);
      }
    }
    var responses = map(operation, "responses");
    if (responses.keySet().stream().noneMatch(code -> code.startsWith("4"))) {
      omissions.add(name + ": no error");
    }
    if (!operation.containsKey("security")
        && !responses.containsKey("401")
        && !responses.containsKey("403")) {
      omissions.add(name + ": neither roles nor how else a caller is refused");
    }
    responses.forEach(
        (code, response) -> {
          if (code.startsWith("2")) {
            map(cast(response), "content")
                .forEach(
                    (type, content) -> {
                      if (!cast(content).containsKey("example")
                          && !cast(content).containsKey("examples")) {
                        omissions.add(name + ": no example of " + code + " " + type);
                      }
                    });
          }
        });
  }

  private static String live(String query) {
    return given().get("/q/openapi" + query).then().statusCode(200).extract().asString();
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return parent.get(key) == null ? Map.of() : cast(parent.get(key));
  }

  @SuppressWarnings("unchecked") // an OpenAPI document maps names to things
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }
}
