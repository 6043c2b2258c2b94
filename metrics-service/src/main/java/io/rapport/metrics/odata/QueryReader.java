package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads queries from URLs and says what is wrong with those that cannot be answered. */
@ApplicationScoped
class QueryReader {

  private static final Set<String> SUPPORTED =
      Set.of("$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format");

  private final OdataSettings settings;
  private final OdataLimits limits;

  QueryReader(OdataSettings settings, OdataLimits limits) {
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /**
   * Refuses options nobody reads: a filter that is misspelt would give the rows of everything.
   *
   * @throws io.rapport.common.problem.ProblemException 501 for what OData knows, or might, 400 for
   *     everything else
   */
  static void refuseUnknown(Set<String> given) {
    for (var name : given.stream().sorted().toList()) {
      if (!SUPPORTED.contains(name)) {
        if (name.startsWith("$")) {
          throw NotSupported.because(name, "The query option " + name + " is not supported.");
        }
        throw Problem.badRequest(
            name, "There is no such parameter. Filter with $filter, as in Kpi eq 'open-rate'.");
      }
    }
  }

  Query read(EntitySet set, QueryOptions options, long now) {
    return new Query(
        set,
        filter(set, options.filter()),
        select(set, options.select()),
        orderBy(set, options.orderBy()),
        options.top() == null
            ? OptionalLong.empty()
            : OptionalLong.of(number(options.top(), "$top")),
        options.skip() == null ? 0 : number(options.skip(), "$skip"),
        count(options.count()),
        Optional.ofNullable(options.skipToken()).map(token -> skipToken(token, now)));
  }

  private Filter filter(EntitySet set, String text) {
    if (text == null || text.isBlank()) {
      return Filter.all();
    }
    try {
      return FilterParser.parse(set, text, settings.mostTerms());
    } catch (FilterParser.TooManyTerms e) {
      throw limits.exceeded(
          "terms", "$filter", "A filter has at most " + settings.mostTerms() + " terms.");
    }
  }

  private static List<EntitySet.Property> select(EntitySet set, String text) {
    if (text == null || text.isBlank() || text.strip().equals("*")) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1))
        .map(name -> property(set, name.strip(), "$select"))
        .distinct()
        .toList();
  }

  private static List<Query.Order> orderBy(EntitySet set, String text) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1)).map(part -> order(set, part.strip())).toList();
  }

  private static Query.Order order(EntitySet set, String text) {
    var words = text.split("\\s+", -1);
    if (words.length > 2 || (words.length == 2 && !Set.of("asc", "desc").contains(words[1]))) {
      throw Problem.badRequest("$orderby", "Write a property, then asc or desc, as in Date desc.");
    }
    return new Query.Order(
        property(set, words[0], "$orderby").name(), words.length == 2 && words[1].equals("desc"));
  }

  private static EntitySet.Property property(EntitySet set, String name, String option) {
    return set.property(name)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    option,
                    set.id()
                        + " has no property of this name; it has "
                        + String.join(
                            ", ", set.properties().stream().map(EntitySet.Property::name).toList())
                        + "."));
  }

  private static long number(String text, String option) {
    try {
      long number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Problem.badRequest(option, "Write a whole number that is not negative.");
    }
    throw Problem.badRequest(option, "Write a whole number that is not negative.");
  }

  private static boolean count(String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw Problem.badRequest("$count", "Write true or false.");
  }

  private static SkipToken skipToken(String text, long now) {
    return SkipToken.decode(text)
        .filter(token -> token.asOf() <= now)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "$skiptoken", "This is not what an @odata.nextLink had. Begin without it."));
  }
}
