package io.rapport.launcher;

import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.installation.Settings;
import io.rapport.launcher.suite.Rebuild;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "rebuild",
    description = "Computes all KPIs again from the facts, and waits until it is done.",
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws InterruptedException {
    var installation = data.installation();
    var settings = Settings.require(installation);
    var secrets = new Secrets(installation.secretsFile(), new SecureRandom(), System.getenv());
    new Rebuild(settings.ports(), secrets, Clock.systemUTC(), System.out).run();
    return 0;
  }
}
