package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a webhook costs before it reaches the database: checking its signature and taking it apart.
 * In the package of what it measures, which is nobody else's business.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WebhookBenchmark {
  private static final String SECRET = "bench_secret";
  private static final String ALGORITHM = "HmacSHA256";

  /** One of each in turn makes a body: what a business that sends receives. */
  private static final List<String> ITEMS =
      List.of(
          """
          "contacts":[{"profile":{"name":"Ana"},"wa_id":"49151%1$08d","user_id":"DE.1%1$d"}],\
          "messages":[{"from":"49151%1$08d","from_user_id":"DE.1%1$d","id":"wamid.M%1$d",\
          "timestamp":"1760000000","text":{"body":"caf\\u00e9 \\ud83d\\ude00 a\\u0040b.c https:\\/\\/x.y"},\
          "type":"text"}]""",
          """
          "statuses":[{"id":"wamid.S%1$d","status":"delivered","timestamp":"1760000001",\
          "recipient_id":"49151%1$08d","recipient_user_id":"DE.1%1$d","pricing":{"billable":true,\
          "pricing_model":"PMP","type":"regular","category":"marketing"}}]""",
          """
          "statuses":[{"id":"wamid.S%1$d","status":"read","timestamp":"1760000002",\
          "recipient_id":"49151%1$08d","recipient_user_id":"DE.1%1$d"}]""");

  /** How many changes the body has. */
  @Param({"1", "100"})
  public int changes;

  private final WebhookParser parser = new WebhookParser();
  private final WebhookSignature signature = new WebhookSignature(List.of(SECRET));
  private byte[] body;
  private String header;

  /** Makes the body and signs it. */
  @Setup(Level.Trial)
  public void sign() throws GeneralSecurityException {
    var json = new StringBuilder("{\"object\":\"whatsapp_business_account\",\"entry\":[");
    json.append("{\"id\":\"100000000000001\",\"changes\":[");
    for (int i = 0; i < changes; i++) {
      json.append(i == 0 ? "" : ",");
      json.append("{\"field\":\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",");
      json.append("\"metadata\":{\"display_phone_number\":\"15550001111\",");
      json.append("\"phone_number_id\":\"1000001\"},");
      json.append(ITEMS.get(i % ITEMS.size()).formatted(i)).append("}}");
    }
    body = json.append("]}]}").toString().getBytes(UTF_8);
    var mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), ALGORITHM));
    header = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    if (parser.parse(body).size() != changes || !checkSignature()) {
      throw new IllegalStateException("this would measure something else");
    }
  }

  /** The first thing that happens to a body. */
  @Benchmark
  public boolean checkSignature() {
    return signature.valid(header, body);
  }

  /** The second. */
  @Benchmark
  public Object parse() {
    return parser.parse(body);
  }
}
