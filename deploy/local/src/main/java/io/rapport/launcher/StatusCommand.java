package io.rapport.launcher;

import io.rapport.launcher.suite.StatusReport;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = "Shows how everything is doing.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var report = new StatusReport(data.installation(), Clock.systemUTC());
    System.out.println(json ? report.json() : report.text());
    return 0;
  }
}
