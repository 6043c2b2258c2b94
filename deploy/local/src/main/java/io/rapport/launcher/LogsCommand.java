package io.rapport.launcher;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.console.LogTail;
import io.rapport.launcher.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    description = "Shows what the processes print.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

  private static final String SUFFIX = ".log";
  private static final long POLL_MILLIS = 200;

  @Mixin private DataOption data = new DataOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "one of them only: ingest, metrics, ..., launcher")
  private String service;

  @Option(
      names = {"-f", "--follow"},
      description = "go on as they print more")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "200",
      description = "lines of each to begin with, ${DEFAULT-VALUE} if not given")
  private int lines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean coloured = Console.isTerminal();
    var tails = tails();
    for (var tail : tails.entrySet()) {
      var all = tail.getValue().lines();
      print(tail.getKey(), all.subList(Math.max(0, all.size() - lines), all.size()), coloured);
    }
    while (follow) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      for (var tail : tails.entrySet()) {
        print(tail.getKey(), tail.getValue().lines(), coloured);
      }
    }
    return 0;
  }

  private void print(String name, List<String> text, boolean coloured) {
    var prefix = service == null ? Console.prefix(name, coloured) : "";
    text.forEach(line -> System.out.println(prefix + line));
    System.out.flush();
  }

  private Map<String, LogTail> tails() throws IOException {
    var installation = data.installation();
    var tails = new TreeMap<String, LogTail>();
    if (Files.isDirectory(installation.logs())) {
      try (var files = Files.list(installation.logs())) {
        files
            .map(Path::getFileName)
            .map(Path::toString)
            .filter(name -> name.endsWith(SUFFIX))
            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
            .filter(name -> service == null || name.equals(service))
            .forEach(name -> tails.put(name, new LogTail(installation.log(name))));
      }
    }
    if (tails.isEmpty()) {
      throw new Failure(missing(installation));
    }
    return tails;
  }

  private String missing(Installation installation) {
    return "there is no log %sin %s"
        .formatted(service == null ? "" : "of " + service + " ", installation.logs());
  }
}
