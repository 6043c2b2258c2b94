package io.rapport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir Path directory;
  private final StringWriter errors = new StringWriter();

  private int execute(String... arguments) {
    return Main.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
  }

  private static StartCommand parse(String... arguments) {
    var command = Main.commandLine();
    command.parseArgs(arguments);
    var parsed = command.getParseResult().subcommand();
    return (StartCommand) parsed.commandSpec().userObject();
  }

  @Test
  void aDemoHasNinetyDaysOnTheUsualPorts() {
    var options = parse("demo", "--data", directory.toString()).options();
    assertThat(options.mode()).isEqualTo("demo");
    assertThat(options.ports().base()).isEqualTo(8080);
    assertThat(options.demo().orElseThrow().days()).isEqualTo(90);
    assertThat(options.demo().orElseThrow().seed()).isEmpty();
    assertThat(options.installation().directory()).isEqualTo(directory);
  }

  @Test
  void everythingCanBeChosen() {
    var options =
        parse(
                "demo",
                "--days",
                "30",
                "--seed",
                "7",
                "--live",
                "0.5",
                "--ports",
                "18180",
                "--background",
                "--data",
                directory.toString())
            .options();
    var demo = options.demo().orElseThrow();
    assertThat(demo.days()).isEqualTo(30);
    assertThat(demo.seed()).hasValue(7L);
    assertThat(demo.liveRate()).hasValue(0.5);
    assertThat(options.ports().base()).isEqualTo(18180);
  }

  @Test
  void upRunsWithoutASimulator() {
    assertThat(parse("up", "--data", directory.toString()).options().demo()).isEmpty();
  }

  @Test
  void wrongArgumentsEndWithTwo() {
    assertThat(execute("demo", "--days", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(execute("up", "--days", "3")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(execute("token", "king")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(execute("token")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void downOfNothingIsDone() {
    assertThat(execute("down", "--data", directory.resolve("none").toString())).isZero();
  }

  @Test
  void aTokenOfNothingSaysHowToStart() {
    assertThat(execute("token", "viewer", "--data", directory.resolve("none").toString()))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("./rapport demo").doesNotContain("Exception");
  }

  @Test
  void aForeignDirectoryIsNotTakenOver() throws Exception {
    Files.writeString(directory.resolve("thesis.txt"), "mine");
    assertThat(execute("demo", "--data", directory.toString()))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(errors.toString()).contains("is not empty");
  }
}
