package io.rapport.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that is a line of shell, ready once it has made a file named by {@code $READY}. */
public record ShellProgram(String name, Path directory, String script, String stopSignal)
    implements Program {

  public static ShellProgram of(String name, Path directory, String script) {
    return new ShellProgram(name, directory, script, "TERM");
  }

  @Override
  public int port() {
    return 1;
  }

  @Override
  public String url() {
    return "";
  }

  @Override
  public Launch launch() {
    return new Launch(
        List.of("/bin/sh", "-c", script), Map.of("READY", ready().toString()), directory);
  }

  @Override
  public boolean isReady() {
    return Files.exists(ready());
  }

  private Path ready() {
    return directory.resolve(name + ".ready");
  }
}
