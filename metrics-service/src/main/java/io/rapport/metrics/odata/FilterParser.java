package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.metrics.odata.FilterLexer.Kind;
import io.rapport.metrics.odata.FilterLexer.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code $filter}: comparisons of a property with a literal, {@code in}, {@code contains},
 * {@code startswith} and {@code endswith}, joined by and, or, not and parentheses, as OData binds
 * them (not before and before or). What else OData knows is answered 501, everything else 400.
 */
final class FilterParser {

  private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
  private static final Set<String> UNSUPPORTED_OPERATORS =
      Set.of("has", "add", "sub", "mul", "div", "divby", "mod");

  private final EntitySet set;
  private final int mostTerms;
  private final List<Token> tokens;
  private int next;
  private int terms;

  private FilterParser(EntitySet set, int mostTerms, List<Token> tokens) {
    this.set = requireNonNull(set, "set is null");
    this.mostTerms = mostTerms;
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Reads a filter.
   *
   * @param set whose properties it may name
   * @param mostTerms comparisons, parentheses and negations it may have together
   * @throws ProblemException 400 if it makes no sense or has too many terms, 501 if it uses what is
   *     not supported
   */
  static Filter parse(EntitySet set, String text, int mostTerms) {
    var parser = new FilterParser(set, mostTerms, FilterLexer.tokens(text));
    var filter = parser.or();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected(parser.peek());
    }
    return filter;
  }

  private Filter or() {
    var parts = new ArrayList<Filter>(List.of(and()));
    while (takeWord("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.Or(parts);
  }

  private Filter and() {
    var parts = new ArrayList<Filter>(List.of(unary()));
    while (takeWord("and")) {
      parts.add(unary());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
  }

  private Filter unary() {
    if (++terms > mostTerms) {
      throw new TooManyTerms();
    }
    if (takeWord("not")) {
      return new Filter.Not(unary());
    }
    if (take(Kind.OPEN)) {
      var inner = or();
      expect(Kind.CLOSE);
      return inner;
    }
    return term();
  }

  /** The filter is longer than it may be. */
  static final class TooManyTerms extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Filter term() {
    var first = pop();
    if (first.kind() == Kind.WORD && peek().kind() == Kind.OPEN) {
      return function(first);
    }
    var property =
        first.kind() == Kind.WORD
            ? set.property(first.text())
            : Optional.<EntitySet.Property>empty();
    if (property.isPresent()) {
      var operator = pop();
      if (operator.kind() == Kind.WORD && operator.text().equals("in")) {
        return in(property.get());
      }
      return comparison(property.get(), operator(operator), pop());
    }
    if (isLiteral(first)) {
      var operator = operator(pop());
      return comparison(property(pop()), operator.turned(), first);
    }
    return comparison(property(first), operator(pop()), pop());
  }

  private Filter comparison(EntitySet.Property property, Filter.Operator operator, Token literal) {
    if (literal.kind() == Kind.WORD && set.property(literal.text()).isPresent()) {
      throw unsupported("Comparing two properties");
    }
    if (peek().kind() == Kind.OPEN) {
      throw unsupported("The function " + literal.text());
    }
    return new Filter.Comparison(property.name(), operator, value(property, literal));
  }

  private Filter in(EntitySet.Property property) {
    expect(Kind.OPEN);
    var parts = new ArrayList<Filter>();
    do {
      if (++terms > mostTerms) {
        throw new TooManyTerms();
      }
      parts.add(new Filter.Comparison(property.name(), Filter.Operator.EQ, value(property, pop())));
    } while (take(Kind.COMMA));
    expect(Kind.CLOSE);
    return new Filter.Or(parts);
  }

  private Filter function(Token name) {
    Filter.TextFunction function =
        switch (name.text()) {
          case "contains" -> Filter.TextFunction.CONTAINS;
          case "startswith" -> Filter.TextFunction.STARTSWITH;
          case "endswith" -> Filter.TextFunction.ENDSWITH;
          default -> throw unsupported("The function " + name.text());
        };
    expect(Kind.OPEN);
    var property = property(pop());
    if (property.type() != Edm.STRING) {
      throw bad(name, name.text() + " is about texts; " + property.name() + " is none");
    }
    expect(Kind.COMMA);
    var part = pop();
    if (part.kind() != Kind.TEXT) {
      throw bad(part, "a text in apostrophes is missing");
    }
    expect(Kind.CLOSE);
    // Some clients write: contains(Kpi,'rate') eq true
    if (peek().kind() == Kind.WORD && OPERATORS.contains(peek().text())) {
      throw unsupported("Comparing what a function gives");
    }
    return new Filter.Text(property.name(), function, part.text());
  }

  private EntitySet.Property property(Token token) {
    if (token.kind() != Kind.WORD) {
      throw unexpected(token);
    }
    if (peek().kind() == Kind.OPEN) {
      throw unsupported("The function " + token.text());
    }
    return set.property(token.text())
        .orElseThrow(
            () ->
                bad(
                    token,
                    set.id()
                        + " has no property "
                        + token.text()
                        + "; it has "
                        + String.join(
                            ", ",
                            set.properties().stream().map(EntitySet.Property::name).toList())));
  }

  private Filter.Operator operator(Token token) {
    if (token.kind() == Kind.WORD && UNSUPPORTED_OPERATORS.contains(token.text())) {
      throw unsupported("The operator " + token.text());
    }
    if (token.kind() != Kind.WORD || !OPERATORS.contains(token.text())) {
      throw bad(token, "one of eq, ne, gt, ge, lt, le or in is missing");
    }
    return Filter.Operator.valueOf(token.text().toUpperCase(Locale.ROOT));
  }

  private static boolean isLiteral(Token token) {
    return token.kind() == Kind.TEXT
        || token.text().equals("null")
        || token.text().equals("true")
        || token.text().equals("false")
        || token.text().matches("[-+]?\\d.*");
  }

  /** The value of a literal, empty for null. */
  private Optional<Object> value(EntitySet.Property property, Token token) {
    if (token.kind() == Kind.WORD && token.text().equals("null")) {
      return Optional.empty();
    }
    var value =
        switch (token.kind()) {
          case TEXT -> Optional.<Object>of(token.text());
          case WORD -> literal(property.type(), token.text());
          case OPEN, CLOSE, COMMA, END -> throw unexpected(token);
        };
    return Optional.of(
        value
            .filter(property.type()::holds)
            .orElseThrow(
                () ->
                    bad(
                        token,
                        property.name() + " is compared with a value of " + property.type().id())));
  }

  private static Optional<Object> literal(Edm type, String text) {
    try {
      return switch (type) {
        case STRING -> Optional.empty();
        case BOOLEAN ->
            text.equals("true") || text.equals("false")
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty();
        // More digits than any number here has would only cost time.
        case INT32, INT64, DOUBLE ->
            text.length() > 40 ? Optional.empty() : Optional.of(number(text));
        // Nothing here is of another century, and calendars end.
        case DATE ->
            Optional.of(LocalDate.parse(text))
                .filter(day -> day.getYear() >= 2000 && day.getYear() <= 2200)
                .map(day -> day);
        case DATE_TIME_OFFSET -> Optional.of(OffsetDateTime.parse(text).toInstant());
      };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Object number(String text) {
    var number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > 400) {
      throw new NumberFormatException("beyond every number");
    }
    return number;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token pop() {
    var token = tokens.get(next);
    if (token.kind() == Kind.END) {
      throw bad(token, "something is missing at the end");
    }
    next++;
    return token;
  }

  private boolean take(Kind kind) {
    if (peek().kind() == kind) {
      next++;
      return true;
    }
    return false;
  }

  private boolean takeWord(String word) {
    if (peek().kind() == Kind.WORD && peek().text().equals(word)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(Kind kind) {
    if (!take(kind)) {
      throw unexpected(peek());
    }
  }

  private ProblemException unexpected(Token token) {
    return bad(
        token,
        token.kind() == Kind.END
            ? "something is missing at the end"
            : "'" + token.text() + "' is not expected here");
  }

  private static ProblemException bad(Token token, String what) {
    return Problem.badRequest("$filter", "At character " + token.position() + ": " + what + ".");
  }

  private static ProblemException unsupported(String what) {
    return NotSupported.because("$filter", what + " is not supported in a filter.");
  }
}
