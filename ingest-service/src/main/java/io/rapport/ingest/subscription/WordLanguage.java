package io.rapport.ingest.subscription;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words that are known for a language. Only what people write to end or begin a subscription
 * and nothing else: a plain yes or no is not among them. English always applies, because "stop" is
 * written everywhere.
 */
public enum WordLanguage {
  EN(
      List.of("stop", "stop all", "stopall", "unsubscribe", "opt out", "optout", "stop promotions"),
      List.of("start", "subscribe", "resubscribe", "opt in", "optin", "unstop", "sign me up")),
  AR(List.of("إلغاء الاشتراك", "توقف"), List.of("اشتراك", "اشترك")),
  DA(List.of("afmeld", "afmeld mig"), List.of("tilmeld", "tilmeld mig")),
  DE(
      List.of("abmelden", "abbestellen", "austragen", "stopp"),
      List.of("abonnieren", "anmelden", "eintragen", "newsletter abonnieren")),
  ES(
      List.of("baja", "darme de baja", "dar de baja", "cancelar suscripción"),
      List.of("alta", "darme de alta", "dar de alta", "suscribir", "suscribirme", "suscribirse")),
  FR(
      List.of(
          "désabonner", "me désabonner", "se désabonner", "désinscription", "désinscrire", "arrêt"),
      List.of("s'abonner", "m'abonner", "abonner", "s'inscrire", "m'inscrire", "inscription")),
  HE(List.of("הסר", "הסירו אותי"), List.of("הרשמה", "הצטרפות")),
  HI(List.of("बंद करें", "रोकें"), List.of("शुरू करें", "सदस्यता लें")),
  ID(List.of("berhenti", "berhenti langganan"), List.of("langganan", "berlangganan")),
  IT(
      List.of("disiscrivi", "disiscriviti", "disiscrivimi", "annulla iscrizione"),
      List.of("iscrivi", "iscriviti", "iscrivimi", "iscrizione")),
  JA(List.of("配信停止"), List.of("配信再開", "購読")),
  KO(List.of("수신거부"), List.of("수신동의", "구독")),
  NL(List.of("afmelden", "uitschrijven"), List.of("aanmelden", "inschrijven", "abonneren")),
  NO(List.of("stopp", "meld av", "avmeld"), List.of("meld på", "påmeld")),
  PL(List.of("wypisz", "wypisz mnie"), List.of("zapisz", "zapisz mnie", "subskrybuj")),
  PT(
      List.of("sair", "descadastrar", "desinscrever", "cancelar inscrição"),
      List.of("inscrever", "inscrever-me", "me inscrever", "cadastrar", "assinar")),
  RU(List.of("отписаться", "отписка", "стоп"), List.of("подписаться", "подписка")),
  SV(
      List.of("stopp", "avsluta", "avregistrera", "avprenumerera"),
      List.of("prenumerera", "registrera")),
  TR(List.of("aboneliği iptal et", "abonelikten çık"), List.of("abone ol")),
  UK(List.of("відписатися", "стоп"), List.of("підписатися")),
  VI(List.of("huỷ đăng ký", "hủy đăng ký", "từ chối"), List.of("đăng ký")),
  ZH(List.of("退订", "停止订阅", "取消訂閱", "退訂"), List.of("订阅", "訂閱"));

  private final List<String> optOut;
  private final List<String> optIn;

  WordLanguage(List<String> optOut, List<String> optIn) {
    this.optOut = optOut;
    this.optIn = optIn;
  }

  /** Its ISO 639-1 code, lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language with this code; case does not matter. */
  public static Optional<WordLanguage> ofCode(String code) {
    return Stream.of(values()).filter(language -> language.name().equalsIgnoreCase(code)).findAny();
  }

  List<String> optOut() {
    return optOut;
  }

  List<String> optIn() {
    return optIn;
  }
}
