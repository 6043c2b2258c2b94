package io.rapport.ingest.imports;

import io.rapport.common.problem.Problem;
import io.rapport.ingest.http.HeaderValue;
import java.util.Optional;

/** Headers that say whose chat a file is. */
final class ChatHeader {

  private static final int LONGEST = 256;

  private ChatHeader() {}

  /** Empty if the header, which may be null, is absent. */
  static Optional<String> decode(String header) {
    return Optional.ofNullable(header)
        .map(
            value ->
                HeaderValue.decode(value.strip())
                    .filter(name -> !name.isBlank() && name.length() <= LONGEST)
                    .orElseThrow(
                        () ->
                            Problem.badRequest("", "a header is empty, too long, or misencoded")));
  }
}
