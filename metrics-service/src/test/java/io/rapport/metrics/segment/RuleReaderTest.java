package io.rapport.metrics.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.common.problem.ProblemException;
import io.rapport.metrics.timeline.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule()).build();

  private static RuleReader.Checked read(String rule, RuleReader.Limits limits) {
    try {
      return RuleReader.read(
          MAPPER.readValue(rule.replace('\'', '"'), SegmentRule.class), "/rule", limits);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(rule, e);
    }
  }

  private static Condition read(String rule) {
    return read(rule, new RuleReader.Limits(4, 3, 2)).condition();
  }

  private static String fault(String rule) {
    var problem = catchThrowableOfType(ProblemException.class, () -> read(rule)).problem();
    assertThat(problem.status()).isEqualTo(400);
    return problem.errors().getFirst().pointer();
  }

  @Test
  void aTreeIsReadAsItIsWritten() {
    assertThat(
            read(
                """
                {'any':[{'not':{'lifecycle':['dormant']}},
                  {'behaviour':{'did':'read','atMost':2,'withinDays':30,'campaign':['spring']}}]}"""))
        .isEqualTo(
            new Condition.Any(
                List.of(
                    new Condition.Not(new Condition.Stands(Set.of(Lifecycle.DORMANT))),
                    new Condition.Did(
                        Deed.READ,
                        0,
                        Optional.of(2),
                        Optional.of(Duration.ofDays(30)),
                        List.of("spring"),
                        List.of()))));
  }

  @Test
  void whoDidSomethingDidItOnceAtLeast() {
    assertThat(read("{'behaviour':{'did':'optedOut'}}"))
        .isEqualTo(
            new Condition.Did(
                Deed.OPTED_OUT, 1, Optional.empty(), Optional.empty(), List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                          | /rule
          {'tag':['a'],'language':['de']}                             | /rule
          {'all':[]}                                                  | /rule/all
          {'all':[{'tag':['a']},null]}                                | /rule/all/1
          {'all':[{'tag':['a']},{'not':{'tag':[]}}]}                  | /rule/all/1/not/tag
          {'tag':['a','b','c']}                                       | /rule/tag
          {'tag':['a','two\\nlines']}                                 | /rule/tag/1
          {'lifecycle':[]}                                            | /rule/lifecycle
          {'lifecycle':[null]}                                        | /rule/lifecycle
          {'firstContact':{}}                                         | /rule/firstContact
          {'firstContact':{'before':'0001-01-01T00:00:00Z'}}          | /rule/firstContact
          {'lastActive':{'withinDays':0}}                             | /rule/lastActive/withinDays
          {'behaviour':{'atLeast':1}}                                 | /rule/behaviour/did
          {'behaviour':{'did':'read','atLeast':3,'atMost':2}}         | /rule/behaviour/atMost
          {'behaviour':{'did':'read','atLeast':0}}                    | /rule/behaviour/atLeast
          {'behaviour':{'did':'read','atLeast':-1}}                   | /rule/behaviour/atLeast
          {'behaviour':{'did':'wrote','campaign':['spring']}}         | /rule/behaviour/campaign
          {'behaviour':{'did':'read','withinDays':100000}}            | /rule/behaviour/withinDays
          {'not':{'not':{'not':{'not':{'tag':['a']}}}}}               | /rule/not/not/not/not
          """)
  void aFaultIsPointedAt(String rule, String pointer) {
    assertThat(fault(rule)).isEqualTo(pointer);
  }

  @Test
  void aRuleHasSoManyConditionsAtMost() {
    var three = "{'all':[{'tag':['a']},{'tag':['b']},{'tag':['c']}]}";
    assertThat(read(three, new RuleReader.Limits(4, 3, 2)).conditions()).isEqualTo(3);
    assertThat(fault(three.replace("[{", "[{'tag':['d']},{"))).isEqualTo("/rule/all/3");
  }
}
