package io.rapport.launcher;

import io.rapport.launcher.identity.AccessTokens;
import io.rapport.launcher.identity.DemoRole;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.installation.Settings;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = "Prints an access token of the demo user with a role, and nothing else.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  private static final int USAGE = 2;

  @Mixin private DataOption data = new DataOption();

  @Parameters(
      paramLabel = "ROLE",
      description = "viewer, analyst, marketer, privacy, admin or integrator")
  private String role;

  @Override
  public Integer call() throws InterruptedException {
    var wanted = DemoRole.of(role);
    if (wanted.isEmpty()) {
      System.err.println(
          "there is no role %s, only %s"
              .formatted(
                  role,
                  Arrays.stream(DemoRole.values())
                      .map(DemoRole::text)
                      .collect(Collectors.joining(", "))));
      return USAGE;
    }
    var installation = data.installation();
    var settings = Settings.require(installation);
    var secrets = new Secrets(installation.secretsFile(), new SecureRandom(), System.getenv());
    var tokens = new AccessTokens(HttpClient.newHttpClient(), settings.ports().issuer(), secrets);
    System.out.println(tokens.token(wanted.get()));
    return 0;
  }
}
