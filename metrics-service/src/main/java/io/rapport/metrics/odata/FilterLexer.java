package io.rapport.metrics.odata;

import io.rapport.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the text of a {@code $filter} apart. */
final class FilterLexer {

  /** What a piece of the text is. */
  enum Kind {
    /** A name, an operator, a number, a date or a moment. */
    WORD,
    /** A text in apostrophes; the token's text is what is inside. */
    TEXT,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  /** A piece, and where it begins, counted from 1. */
  record Token(Kind kind, String text, int position) {}

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(?<text>'(?:[^']|'')*+')|(?<word>[\\w.:+/$-]++)|(?<sign>[(),]))");

  private FilterLexer() {}

  static List<Token> tokens(String filter) {
    var tokens = new ArrayList<Token>();
    var matcher = TOKEN.matcher(filter);
    int at = 0;
    int end = filter.stripTrailing().length();
    while (at < end) {
      matcher.region(at, filter.length());
      if (!matcher.lookingAt()) {
        throw Problem.badRequest(
            "$filter", "The filter cannot be read from character " + (at + 1) + " on.");
      }
      tokens.add(token(matcher.group("text"), matcher.group("word"), matcher.group("sign"), at));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "", end + 1));
    return tokens;
  }

  private static Token token(String text, String word, String sign, int at) {
    if (text != null) {
      return new Token(Kind.TEXT, text.substring(1, text.length() - 1).replace("''", "'"), at + 1);
    }
    if (word != null) {
      return new Token(Kind.WORD, word, at + 1);
    }
    return new Token(
        switch (sign) {
          case "(" -> Kind.OPEN;
          case ")" -> Kind.CLOSE;
          default -> Kind.COMMA;
        },
        sign,
        at + 1);
  }
}
