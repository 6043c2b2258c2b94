package io.rapport.ingest.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.graph.GraphPath.Endpoint;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPathTest {

  @ParameterizedTest
  @CsvSource({
    "/graph/v26.0/1000001/messages, /v26.0/1000001/messages, MESSAGES, 1000001",
    "/graph/v26.0/1000001/marketing_messages, /v26.0/1000001/marketing_messages, MARKETING_MESSAGES, 1000001",
    "/graph/v26.0/1000001/media, /v26.0/1000001/media, OTHER,",
    "/graph/v26.0/24230790383178626, /v26.0/24230790383178626, OTHER,",
    "/graph/v26.0/1000001/message_templates, /v26.0/1000001/message_templates, OTHER,",
    "/graph/v26.0/me, /v26.0/me, OTHER,",
    "/graph/v26.0/name/messages, /v26.0/name/messages, OTHER,",
  })
  void aPathOfTheGraphApiIsOne(String path, String upstream, Endpoint endpoint, String sender) {
    assertThat(GraphPath.of(path))
        .contains(new GraphPath(upstream, Optional.ofNullable(sender), endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graph/",
        "/graph",
        "/graph/v26.0",
        "/graph/v26.0/",
        "/graph/26.0/1/messages",
        "/graph/v26.0/../1/messages",
        "/graph/v26.0/./messages",
        "/graph/v26.0/1/messages/",
        "/graph/v26.0//messages",
        "/graph/v26.0/1%2Fmessages",
        "/graph/v26.0/1/messages@evil.example",
        "/graph//evil.example/v26.0/1/messages",
        "/graph/v26.0/1/2/3/4/5",
        "/graphv26.0/1/messages",
        "/graph/v26.0/1/mess ages",
      })
  void whatLeadsElsewhereIsNone(String path) {
    assertThat(GraphPath.of(path)).isEmpty();
  }
}
