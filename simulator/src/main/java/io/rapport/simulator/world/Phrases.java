package io.rapport.simulator.world;

import java.util.List;

/**
 * What people write. Full of what breaks careless parsers: emoji, accents, {@code @}, {@code /}.
 */
final class Phrases {
  static final List<String> QUESTIONS =
      List.of(
          "Hallo, wo bleibt meine Bestellung? 📦",
          "Habt ihr die Schuhe auch in Größe 43?",
          "My order hasn't arrived, can you help?",
          "Is this still available? https://shop.example/p/123?ref=wa&x=1",
          "Olá! Qual é o prazo de entrega para São Paulo?",
          "Vocês aceitam cartão? 💳",
          "Can I change my address to ana@example.com / 5th floor?",
          "नमस्ते, क्या डिलीवरी काठमाडौं में होती है?",
          "Bitte <dringend> 100 % Rückmeldung!",
          "👍🏽 quick question: do you open on Sundays?",
          "The code \"SAVE\\10\" does not work\nwhat now?",
          "Ich habe meine Rechnung nicht erhalten 😕");
  static final List<String> FOLLOW_UPS =
      List.of(
          "Und wie lange dauert das?",
          "And if it doesn't fit?",
          "E o frete, quanto é?",
          "Order no. 4711/22",
          "ok 👌 and the invoice?",
          "Please don't stop looking for it 🙏",
          "ich warte ...");
  static final List<String> THANKS =
      List.of("Danke! 😊", "Thanks a lot", "Obrigado!", "Super, danke", "धन्यवाद", "❤️");
  static final List<String> CAMPAIGN_ANSWERS =
      List.of(
          "Klingt gut, ich nehme zwei",
          "How much is it with delivery?",
          "Interessant! Bis wann gilt das?",
          "quero sim 😍",
          "Is it valid in store too?",
          "not for me, but thanks");
  static final List<String> BUTTONS =
      List.of("Show me", "Mehr erfahren", "Quero ver 👀", "Not now");
  static final List<String> OPT_OUTS =
      List.of("STOP", "Stop", "stop", "STOP!", " Stop ", "UNSUBSCRIBE");

  private Phrases() {}
}
