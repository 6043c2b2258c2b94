package io.rapport.launcher;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.installation.Settings;
import io.rapport.launcher.transfer.FileFormat;
import io.rapport.launcher.transfer.FileImport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import FILE}: messages and events of the past. */
@Command(
    name = "import",
    description = "Imports messages and events of the past; run again, it goes on where it was.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE")
  private Path file;

  @Option(names = "--account", required = true, paramLabel = "WABA", description = "WABA id")
  private String account;

  @Option(
      names = "--format",
      description = "ndjson, csv, chat or insights; by the file's name if absent")
  private String format;

  @Option(names = "--dry-run", description = "check everything, keep nothing")
  private boolean dryRun;

  @Option(names = "--phone-number-id", description = "of rows that name none")
  private String phoneNumberId;

  @Option(names = "--contact", description = "chat: the customer's number or user id")
  private String contact;

  @Option(names = "--business-name", description = "chat: the name under which you write")
  private String businessName;

  @Option(names = "--zone", description = "chat: the phone's time zone (UTC)")
  private String zone;

  @Option(names = "--date-order", description = "chat, insights: DMY, MDY or YMD")
  private String dateOrder;

  @Override
  public Integer call() throws Exception {
    var installation = data.installation();
    var settings = Settings.require(installation);
    var secrets = new Secrets(installation.secretsFile(), new SecureRandom(), System.getenv());
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "phoneNumberId", phoneNumberId);
    put(options, "zone", zone);
    put(options, "dateOrder", dateOrder);
    Map<String, String> headers = new LinkedHashMap<>();
    put(headers, "X-Rapport-Contact", contact);
    put(headers, "X-Rapport-Business-Name", businessName);
    return FileImport.into(
            settings.ports(), secrets, Clock.systemUTC(), System.out, Console.isTerminal())
        .run(
            new FileImport.Request(
                file, FileFormat.of(format, file), account, dryRun, options, headers));
  }

  private static void put(Map<String, String> map, String name, String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
