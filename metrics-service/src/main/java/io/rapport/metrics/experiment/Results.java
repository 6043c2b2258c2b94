package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.Figures;
import io.rapport.metrics.kpi.KpiSettings;
import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Snapshots;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Tells what came of an experiment, from one moment of the database. Thread-safe. */
@ApplicationScoped
class Results {

  private static final double LEVEL = 0.95;

  private final Snapshots snapshots;
  private final int smallestGroup;
  private final Clock clock;

  Results(Snapshots snapshots, KpiSettings settings, Clock clock) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.smallestGroup = settings.smallestGroup();
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Fails with a problem unless the experiment has started.
   *
   * @param singleContacts whether who asks may see single contacts; else small arms are withheld
   */
  Uni<ResultsAnswer> of(
      Account account, ExperimentRecord experiment, Method method, boolean singleContacts) {
    if (experiment.state() == ExperimentState.DRAFT) {
      throw Problem.conflict("The experiment has not started.");
    }
    var asOf = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var rate = MessageRate.find(experiment.metric).orElseThrow();
    var until = Optional.ofNullable(experiment.stoppedAt).orElse(asOf);
    return snapshots.read(
        account,
        connection ->
            InEffect.read(connection, account.id())
                .map(now -> new TallyQuery(experiment, rate.in(now), until, asOf, now))
                .chain(query -> answer(connection, account, query, method, singleContacts)));
  }

  private Uni<ResultsAnswer> answer(
      SqlConnection connection,
      Account account,
      TallyQuery query,
      Method method,
      boolean singleContacts) {
    return query
        .tally(connection)
        .chain(
            tally ->
                lift(connection, query.experiment(), query)
                    .chain(
                        lift ->
                            Snapshots.pending(connection, account)
                                .map(
                                    pending ->
                                        answer(
                                            account,
                                            query,
                                            tally,
                                            lift,
                                            method,
                                            singleContacts,
                                            pending))));
  }

  private static Uni<Optional<Tally.Lift>> lift(
      SqlConnection connection, ExperimentRecord experiment, TallyQuery query) {
    return experiment.holdOut > 0
        ? query.lift(connection).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }

  private ResultsAnswer answer(
      Account account,
      TallyQuery query,
      Tally counted,
      Optional<Tally.Lift> lift,
      Method method,
      boolean singleContacts,
      long pending) {
    var experiment = query.experiment();
    var design = experiment.design();
    var guards = Guards.of(design, counted);
    boolean withheld = !singleContacts && tooSmall(counted, lift);
    var tally = withheld ? withheld(counted) : counted;
    boolean fewer = query.rate().fewerIsBetter();
    var contrasts = contrasts(design, tally, fewer, method);
    var decision =
        Decision.of(
            design, guards.verdict(), contrasts, fewer, mayDecide(experiment, tally, method));
    return new ResultsAnswer(
        account.wabaId(),
        experiment.experimentId().text(),
        experiment.state(),
        experiment.metric,
        query.rate().definitionVersion(),
        query.settings().version(),
        experiment.startedAt,
        query.until(),
        query.asOf(),
        pending,
        method.id(),
        withheld,
        IntStream.rangeClosed(1, design.variants().size())
            .mapToObj(arm -> arm(design, arm, tally.arm(arm)))
            .toList(),
        new ResultsAnswer.HeldBack(tally.arm(Allocation.HOLD_OUT).assigned()),
        ResultsAnswer.Checks.of(guards),
        IntStream.rangeClosed(1, design.variants().size())
            .filter(arm -> arm != design.control())
            .mapToObj(arm -> difference(design, arm, Optional.ofNullable(contrasts.get(arm))))
            .toList(),
        lift.filter(known -> !withheld).map(known -> lift(known, method)),
        decision.winner().map(design::nameOf),
        withheld
            ? "An arm has too few contacts to be shown to who may not see single ones"
            : decision.reason());
  }

  /** An interval of a fixed horizon holds at one look only: when nothing can change any more. */
  private static boolean mayDecide(ExperimentRecord experiment, Tally tally, Method method) {
    return method == Method.SEQUENTIAL
        || (experiment.state() == ExperimentState.STOPPED
            && tally.arms().values().stream().allMatch(arm -> arm.immature() == 0));
  }

  private boolean tooSmall(Tally tally, Optional<Tally.Lift> lift) {
    return tally.arms().entrySet().stream()
            .filter(arm -> arm.getKey() != Allocation.HOLD_OUT)
            .anyMatch(arm -> tooSmall(arm.getValue().moments()))
        || lift.filter(known -> tooSmall(known.treated()) || tooSmall(known.heldOut())).isPresent();
  }

  private boolean tooSmall(ClusterMoments moments) {
    return moments.contacts() > 0 && moments.contacts() < smallestGroup;
  }

  private static Tally withheld(Tally tally) {
    var arms = new HashMap<Integer, ArmTally>();
    tally.arms().forEach((number, arm) -> arms.put(number, arm.withheld()));
    return new Tally(arms, tally.reached(), tally.several(), tally.against(), tally.without());
  }

  /** Of each variant with the control: at a level shared by all of them (Bonferroni). */
  private static Map<Integer, Contrast> contrasts(
      Design design, Tally tally, boolean fewerIsBetter, Method method) {
    double level = 1 - (1 - LEVEL) / (design.variants().size() - 1);
    var control = tally.arm(design.control()).moments();
    var contrasts = new TreeMap<Integer, Contrast>();
    for (int arm = 1; arm <= design.variants().size(); arm++) {
      if (arm != design.control()) {
        int variant = arm;
        Contrast.of(tally.arm(arm).moments(), control, fewerIsBetter, method, level)
            .ifPresent(contrast -> contrasts.put(variant, contrast));
      }
    }
    return contrasts;
  }

  private static ResultsAnswer.Arm arm(Design design, int arm, ArmTally tally) {
    var moments = tally.moments();
    return new ResultsAnswer.Arm(
        design.nameOf(arm),
        arm == design.control(),
        design.weights().get(arm - 1),
        tally.assigned(),
        tally.exposed(),
        moments.contacts(),
        rate(moments),
        (long) moments.total(),
        (long) moments.trials(),
        tally.immature(),
        ClusterRatio.proportion(moments, LEVEL).map(Figures.Interval::of));
  }

  private static ResultsAnswer.Difference difference(
      Design design, int arm, Optional<Contrast> contrast) {
    return new ResultsAnswer.Difference(
        design.nameOf(arm),
        contrast.map(c -> OptionalDouble.of(c.value())).orElse(OptionalDouble.empty()),
        contrast.flatMap(Contrast::interval).map(Figures.Interval::of),
        contrast.filter(c -> c.sign(false) != 0).isPresent(),
        contrast.map(c -> OptionalDouble.of(c.chanceToWin())).orElse(OptionalDouble.empty()),
        contrast.map(c -> OptionalDouble.of(c.expectedLoss())).orElse(OptionalDouble.empty()));
  }

  private static ResultsAnswer.Lift lift(Tally.Lift lift, Method method) {
    var contrast = Contrast.of(lift.treated(), lift.heldOut(), false, method, LEVEL);
    return new ResultsAnswer.Lift(
        contrast.map(c -> OptionalDouble.of(c.value())).orElse(OptionalDouble.empty()),
        group(lift.treated()),
        group(lift.heldOut()),
        lift.immature(),
        contrast.flatMap(Contrast::interval).map(Figures.Interval::of),
        contrast.filter(c -> c.sign(false) != 0).isPresent());
  }

  private static ResultsAnswer.Group group(ClusterMoments moments) {
    return new ResultsAnswer.Group(moments.contacts(), (long) moments.total(), rate(moments));
  }

  private static OptionalDouble rate(ClusterMoments moments) {
    return moments.contacts() == 0 ? OptionalDouble.empty() : OptionalDouble.of(moments.ratio());
  }
}
