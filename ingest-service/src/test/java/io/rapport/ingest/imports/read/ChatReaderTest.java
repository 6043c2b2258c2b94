package io.rapport.ingest.imports.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatReaderTest {

  private static final String ANSWER = "13/02/2024, 13:06 - My Shop: Hi";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[13.02.24, 13:05:09] Ana: Hi | 2024-02-13T12:05:09Z",
        "13/02/2024, 1:05 pm - Ana: Hi | 2024-02-13T12:05:00Z",
        "13.02.24, 13:05 - Ana: Hi | 2024-02-13T12:05:00Z",
        "[2024-02-13, 13:05:09] Ana: Hi | 2024-02-13T12:05:09Z",
        "2/13/24, 12:05 AM - Ana: Hi | 2024-02-12T23:05:00Z",
        "\u200E[13/02/2024, 1:05:09\u202Fpm] Ana: Hi | 2024-02-13T12:05:09Z",
        "13/2/24, 1:05\u00A0p.\u00A0m. - Ana: Hi | 2024-02-13T12:05:00Z",
        "13.2.2024 klo 13.05 - Ana: Hi | 2024-02-13T12:05:00Z",
        "2024. 02. 13. 13:05 - Ana: Hi | 2024-02-13T12:05:00Z",
        "13.02.24 г., 13:05 ч. - Ana: Hi | 2024-02-13T12:05:00Z",
        "[2024/2/13 下午1:05:09] Ana: Hi | 2024-02-13T12:05:09Z",
        "13-02-2024 13:05 - ~\u202FAna: Hi | 2024-02-13T12:05:00Z",
        "[13.02.24, 13:05:09] \u202A~\u00A0Ana: Hi | 2024-02-13T12:05:09Z",
      })
  void aChatIsReadInTheNotationsOfPhones(String line, Instant at) {
    var answer = line.replace("Ana: Hi", "My Shop: Hello");
    var message = (Message) chat(Optional.empty()).read(line + "\n" + answer, 1).getFirst();
    assertThat(message.at()).isEqualTo(at);
    assertThat(message.inbound()).isTrue();
    assertThat(message.contact()).isEqualTo("4915112345678");
    assertThat(message.text()).contains("Hi");
  }

  @Test
  void aChatHasLinesOfTheSystemMediaAndSeveralLines() {
    var rows =
        chat(Optional.of(DateOrder.DMY))
            .read(
                """
                01/02/2024, 13:05 - Messages and calls are end-to-end encrypted.
                01/02/2024, 13:06 - Ana: Where is
                my order: 17?
                01/02/2024, 13:07 - My Shop: On its way
                01/02/2024, 13:08 - Ana: <Media omitted>
                """,
                1);
    assertThat(rows).hasSize(3).allMatch(Message.class::isInstance);
    assertThat(((Message) rows.get(0)).text()).contains("Where is\nmy order: 17?");
    assertThat(((Message) rows.get(1)).inbound()).isFalse();
    assertThat(((Message) rows.get(2)).text()).isEmpty();
    assertThat(((Message) rows.get(2)).type()).isEqualTo("unsupported");
  }

  @Test
  void datesThatDoNotTellTheirOrderAreNotGuessed() {
    assertThat(chat(Optional.empty()).read("01/02/2024, 13:05 - Ana: Hi", 1))
        .singleElement()
        .isInstanceOf(Faulty.class);
    assertThat(chat(Optional.of(DateOrder.MDY)).read("01/02/2024, 13:05 - My Shop: Hi", 1))
        .first()
        .isInstanceOfSatisfying(
            Message.class, message -> assertThat(message.at()).isEqualTo("2024-01-02T12:05:00Z"));
  }

  @Test
  void aBusinessThatNeverWritesIsMisspelt() {
    assertThat(chat(Optional.of(DateOrder.DMY)).read("01/02/2024, 13:05 - My Shopp: Hi", 1))
        .singleElement()
        .isInstanceOf(Faulty.class);
  }

  @Test
  void aFileThatIsNoChatIsFaulty() {
    assertThat(chat(Optional.empty()).read("hello\nworld", 1)).allMatch(Faulty.class::isInstance);
  }

  private static ChatReader chat(Optional<DateOrder> order) {
    return new ChatReader(ZoneId.of("Europe/Berlin"), order, "4915112345678", "My Shop");
  }

  @Test
  void whatOnlyLooksLikeABeginningBelongsToTheMessage() {
    assertThat(
            messages(
                """
                13/02/2024, 13:05 - Ana: My dates:
                14/02/2024, 10:00 or
                [15/02/2024, 11:00:00] or so
                13/02/2024, 13:06 - My Shop: Fine
                """))
        .extracting(message -> message.text().orElseThrow())
        .containsExactly("My dates:\n14/02/2024, 10:00 or\n[15/02/2024, 11:00:00] or so", "Fine");
  }

  @Test
  void aMessageOfOneWordTwiceInAMinuteIsTwo() {
    assertThat(
            messages(
                """
                13/02/2024, 13:05 - Ana: Hello
                13/02/2024, 13:05 - Ana: Hello
                13/02/2024, 13:05 - My Shop: Hello
                13/02/2024, 13:06 - Ana: Hello
                """))
        .extracting(Message::repetition)
        .containsExactly(0, 1, 0, 0);
  }

  @Test
  void theEndOfTheFileIsNotPartOfAMessage() {
    var begun = "13/02/2024, 13:05 - My Shop: Hi\n13/02/2024, 13:06 - Ana: Bye";
    assertThat(messages(begun + "\r\n")).isEqualTo(messages(begun));
    assertThat(messages(begun + "\n13/02/2024, 13:07 - My Shop: Bye").subList(0, 2))
        .isEqualTo(messages(begun));
  }

  @Test
  void aMessageWithoutWordsIsOne() {
    assertThat(messages("13/02/2024, 13:05 - My Shop:\n13/02/2024, 13:06 - Ana: \n"))
        .hasSize(2)
        .allMatch(message -> message.text().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u200Eimage omitted | image",
        "\u200EBild weggelassen | image",
        "\u200EGIF omitido | video",
        "\u200Eaudio omesso | audio",
        "\u200ESticker weggelaten | sticker",
        "Report.pdf \u2022 \u200E3 pages \u200Edocument omitted | document",
        "\u200EContact card omitted | contacts",
        "\u200E<attached: 00000012-PHOTO-2024-02-13-13-05-09.jpg> | image",
        "\u200E<Anhang: 00000013-AUDIO-2024-02-13-13-05-09.opus> | audio",
        "\u200EIMG-20240213-WA0001.jpg (file attached) | image",
        "Rechnung.pdf (Datei angehängt) | document",
        "Ana.vcf (archivo adjunto) | contacts",
        "<Media omitted> | unsupported",
        "<Medien ausgeschlossen> | unsupported",
        "<hello> | text",
        "report.pdf (draft) | text",
        "\u200E+49 151 12345678 | text",
        "video call | text",
      })
  void mediaAreTold(String said, String type) {
    assertThat(messages("13/02/2024, 13:05 - Ana: " + said + "\n" + ANSWER).getFirst().type())
        .isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "\u200EMessages and calls are end-to-end encrypted.",
    "\u200EMissed video call",
    "\u200EVideo call",
    "'\u200EVoice call, \u200E2 min'",
    "\u200EThis message was deleted.",
  })
  void whatIosSaysInANameIsNoMessage(String said) {
    assertThat(
            messages(
                "[13/02/2024, 13:05:00] Ana: " + said + "\n[13/02/2024, 13:06:00] My Shop: Hi"))
        .hasSize(1);
  }

  @Test
  void aLineByAThirdIsAFaultAndNotTheCustomers() {
    var rows =
        chat(Optional.empty())
            .read(
                """
                13/02/2024, 13:05 - Ana: Hi
                13/02/2024, 13:06 - Ana changed the subject from "a: b" to "c"
                13/02/2024, 13:07 - Ana: Are you there?
                13/02/2024, 13:08 - My Shop: Yes
                """,
                1);
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1))
        .isInstanceOfSatisfying(Faulty.class, fault -> assertThat(fault.line()).isEqualTo(2));
  }

  @Test
  void aChatOfAGroupIsRefused() {
    assertThat(
            chat(Optional.empty())
                .read(
                    """
                    13/02/2024, 13:05 - Ana: Hi
                    13/02/2024, 13:06 - Ben: Hi
                    13/02/2024, 13:07 - Cem: Hi
                    13/02/2024, 13:08 - My Shop: Hi
                    """,
                    1))
        .singleElement()
        .isInstanceOf(Faulty.class);
  }

  @Test
  void timeThatGoesOnTellsTheOrderOfDates() {
    assertThat(
            messages(
                    """
                    01/02/24, 13:05 - Ana: Hi
                    02/02/24, 13:05 - Ana: Hi
                    01/03/24, 13:05 - My Shop: Hi
                    """)
                .getLast()
                .at())
        .isEqualTo("2024-03-01T12:05:00Z");
    assertThat(
            messages(
                    """
                    24/12/31, 13:05 - Ana: Hi
                    25/01/01, 13:05 - My Shop: Hi
                    """)
                .getLast()
                .at())
        .isEqualTo("2025-01-01T12:05:00Z");
  }

  @Test
  void theNameOfTheBusinessIsComparedAsPeopleSeeIt() {
    assertThat(messages("13/02/2024, 13:05 - \u202AMy\u00A0Shop\u202C: Hi").getFirst().inbound())
        .isFalse();
  }

  @Test
  void nothingIsNoRow() {
    assertThat(chat(Optional.empty()).read("", 1)).isEmpty();
  }

  private static List<Message> messages(String chat) {
    return chat(Optional.empty()).read(chat, 1).stream().map(Message.class::cast).toList();
  }
}
