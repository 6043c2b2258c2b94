package io.rapport.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

  @TempDir Path directory;
  private Path application;
  private Path caches;

  @BeforeEach
  void make() throws Exception {
    application = Files.createDirectories(directory.resolve("app"));
    caches = Files.createDirectories(directory.resolve("aot"));
    Files.writeString(application.resolve("quarkus-run.jar"), "jar");
  }

  private AotCache cache(String java) throws Exception {
    return AotCache.of(caches, "ingest", application, java);
  }

  /** As the JVM does it at its end. */
  private void record(AotCache cache) throws Exception {
    var option = cache.record().getFirst();
    assertThat(option).startsWith("-XX:AOTCacheOutput=");
    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "cache");
    cache.recorded();
  }

  @Test
  void theFirstRunRecordsAndTheNextUses() throws Exception {
    var first = cache("25");
    assertThat(first.isMissing()).isTrue();
    assertThat(first.use()).isEmpty();
    record(first);
    var next = cache("25");
    assertThat(next.isMissing()).isFalse();
    assertThat(next.use().getFirst()).startsWith("-XX:AOTCache=" + caches);
  }

  @Test
  void anotherPackageOrAnotherJavaRecordsAnew() throws Exception {
    record(cache("25"));
    Files.writeString(application.resolve("quarkus-run.jar"), "another jar");
    assertThat(cache("25").isMissing()).isTrue();
    assertThat(caches).isEmptyDirectory();
    record(cache("25"));
    assertThat(cache("25.0.1").isMissing()).isTrue();
  }

  @Test
  void aRecordingCutShortIsNotUsed() throws Exception {
    var option = cache("25").record().getFirst();
    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "half");
    assertThat(cache("25").isMissing()).isTrue();
    assertThat(caches).isEmptyDirectory();
  }
}
