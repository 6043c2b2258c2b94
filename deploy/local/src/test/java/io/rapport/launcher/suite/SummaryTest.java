package io.rapport.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.Secrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

  @Test
  void showsEachKpiWithWhatItCountsAndItsInterval(@TempDir Path directory) throws Exception {
    var secrets = new Secrets(directory.resolve("secrets"), new SecureRandom(), Map.of());
    var answer =
        new ObjectMapper()
            .readTree(
                """
                {"account":"100","from":"2026-10-01","to":"2026-11-01","zone":"UTC","kpis":[
                  {"id":"open-rate","unit":"ratio","value":0.43,"numerator":430,"denominator":1000,
                   "interval":{"low":0.39,"high":0.47}},
                  {"id":"response-time","unit":"seconds","value":320.0,"denominator":12345,
                   "interval":null},
                  {"id":"answer-rate","unit":"ratio","value":null,"numerator":0,"denominator":0}]}
                """);
    var text = new Summary(new Ports(8080), secrets).text(true, List.of(answer));
    assertThat(text.lines().map(String::strip))
        .anyMatch(line -> line.matches("open-rate +43\\.0 % +430 of 1,000 +39\\.0 % to 47\\.0 %"))
        .anyMatch(line -> line.matches("response-time +5 min 20 s +12,345 +-"))
        .anyMatch(line -> line.matches("answer-rate +- +0 of 0 +-"))
        .anyMatch(line -> line.startsWith("ingest") && line.contains("http://localhost:8081"))
        .anyMatch(line -> line.contains(secrets.password("user.analyst.password")));
  }

  @Test
  void theBarSaysHowFarTheSimulatorIs() {
    assertThat(DemoTraffic.bar(50, 12_345, 2000.4))
        .isEqualTo("[###############---------------]  50 %  12,345 facts, 2,000/s");
  }

  @Test
  void missingCredentialsAreNamed() {
    assertThatThrownBy(() -> WhatsAppAccess.real(Map.of("RAPPORT_WHATSAPP_VERIFY_TOKEN", "v")))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("RAPPORT_WHATSAPP_APP_SECRETS must be set");
    var given =
        Map.of(
            "RAPPORT_WHATSAPP_APP_SECRETS", "a,b", "RAPPORT_WHATSAPP_VERIFY_TOKEN", "v", "X", "y");
    assertThat(WhatsAppAccess.real(given).environment())
        .containsOnlyKeys("RAPPORT_WHATSAPP_APP_SECRETS", "RAPPORT_WHATSAPP_VERIFY_TOKEN");
  }
}
