package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Checked;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.envs.EnvironmentChecker.Finding;
import dev.bellman.envs.classic.Pendulum;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentCheckerTest {
  private static final int LIMIT = 20;

  private static Environment<Discrete> sound() {
    return new Checked<>(new TimeLimit<>(new Stroll(), LIMIT));
  }

  /** Checks what should break this rule and no other; returns the sentence. */
  private static String onlyFinding(
      String rule, Supplier<? extends Environment<?>> maker, int maxSteps) {
    List<Finding> findings = EnvironmentChecker.check(maker, maxSteps);
    assertThat(findings).extracting(Finding::rule).containsExactly(rule);
    return findings.getFirst().sentence();
  }

  static Stream<String> registered() {
    return Environments.all().stream().map(EnvironmentSpec::id);
  }

  @ParameterizedTest
  @MethodSource("registered")
  void everyRegisteredEnvironmentIsSound(String id) {
    EnvironmentSpec spec = Environments.spec(id);
    assertThat(EnvironmentChecker.check(() -> Environments.make(id), spec.maxSteps())).isEmpty();
    if ("discrete".equals(spec.options().get("actions"))) {
      Map<String, String> box = Map.of("actions", "box");
      assertThat(EnvironmentChecker.check(() -> Environments.make(id, box), spec.maxSteps()))
          .isEmpty();
    }
  }

  @Test
  void aSoundEnvironmentIsFoundSoundAndABareOneChecksNobody() {
    assertThat(EnvironmentChecker.check(EnvironmentCheckerTest::sound, LIMIT)).isEmpty();
    assertThat(EnvironmentChecker.check(Stroll::new, 0))
        .extracting(Finding::rule)
        .containsExactly(
            EnvironmentChecker.TURN,
            EnvironmentChecker.FINITE_ACTION,
            EnvironmentChecker.KNOWN_ACTION);
  }

  @Test
  void aSupplierThatMakesNothingIsRefused() {
    Environment<?> only = sound();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvironmentChecker.check(() -> only, LIMIT))
        .withMessage(
            "check: the supplier must make an environment each time, but gave the same one twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvironmentChecker.check(EnvironmentCheckerTest::sound, -1))
        .withMessage("check: maxSteps must be ≥ 0, but is -1");
  }

  /** Starts from another seed each time. */
  private record Counting(Environment<Discrete> inner, AtomicLong seeds)
      implements Passing<Discrete> {
    @Override
    public void reset(long seed, float[] observation, int at) {
      inner.reset(seeds.incrementAndGet(), observation, at);
    }
  }

  /** Starts as it should, but its rewards drift with every step that anybody takes. */
  private record Drifting(Environment<Discrete> inner, AtomicLong steps)
      implements Passing<Discrete> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      return inner.step(action, actionAt, observation, at) + steps.incrementAndGet();
    }
  }

  /** Goes on with the generator that it has. */
  private record Unseeded(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public void reset(long seed, float[] observation, int at) {
      inner.reset(observation, at);
    }
  }

  @Test
  void aSeedThatDoesNotDecideIsFound() {
    AtomicLong seeds = new AtomicLong();
    assertThat(onlyFinding(EnvironmentChecker.SEED, () -> new Counting(sound(), seeds), LIMIT))
        .startsWith("two environments with the same seed differ");
    AtomicLong steps = new AtomicLong();
    assertThat(onlyFinding(EnvironmentChecker.SEED, () -> new Drifting(sound(), steps), LIMIT))
        .isEqualTo("two environments with the same seed differ after step 1 of an episode");
    assertThat(onlyFinding(EnvironmentChecker.SEED, () -> new Unseeded(sound()), LIMIT))
        .startsWith("an environment reset to a seed differs from a new one");
  }

  /** Promises less than it shows. */
  private record Narrow(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public Box observationSpace() {
      return Box.uniform(1, -3, 3);
    }
  }

  @Test
  void anObservationOutsideItsSpaceIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.OBSERVATION, () -> new Narrow(sound()), LIMIT))
        .contains("4.0]")
        .endsWith("is not in Box([-3.0], [3.0])");
  }

  /** Makes something else of the rewards. */
  private record Paying(Environment<Discrete> inner, DoubleUnaryOperator reward)
      implements Passing<Discrete> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      return reward.applyAsDouble(inner.step(action, actionAt, observation, at));
    }
  }

  @Test
  void aRewardThatIsNotFiniteIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.REWARD, () -> new Paying(sound(), r -> 1 / r), LIMIT))
        .startsWith("the reward is Infinity after step");
    onlyFinding(EnvironmentChecker.REWARD, () -> new Paying(sound(), Math::sqrt), LIMIT);
  }

  /** Takes wrong actions for right ones. */
  private record Lenient<A extends Space>(Environment<A> inner, DoubleUnaryOperator meaning)
      implements Passing<A> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      float[] meant = {(float) meaning.applyAsDouble(action[actionAt])};
      return inner.step(meant, 0, observation, at);
    }
  }

  private static double zeroIfNaN(double x) {
    return Double.isNaN(x) ? 0 : x;
  }

  private static double oneIfInfinite(double x) {
    return Double.isInfinite(x) ? 1 : x;
  }

  @Test
  void anActionThatIsNotFiniteAndTakenIsFound() {
    assertThat(
            onlyFinding(
                EnvironmentChecker.FINITE_ACTION,
                () -> new Lenient<>(sound(), EnvironmentCheckerTest::zeroIfNaN),
                LIMIT))
        .isEqualTo("the action NaN throws no IllegalArgumentException");
    Supplier<Environment<Box>> pendulum =
        () -> new Checked<>(new TimeLimit<>(new Pendulum(10), LIMIT));
    assertThat(
            onlyFinding(
                EnvironmentChecker.FINITE_ACTION,
                () -> new Lenient<>(pendulum.get(), EnvironmentCheckerTest::oneIfInfinite),
                LIMIT))
        .startsWith("the action Infinity");
  }

  @Test
  void aDiscreteActionThatThereIsNotAndIsTakenIsFound() {
    assertThat(
            onlyFinding(
                EnvironmentChecker.KNOWN_ACTION,
                () -> new Lenient<>(sound(), x -> Math.min(x, 1)),
                LIMIT))
        .isEqualTo("the action 2.0 throws no IllegalArgumentException");
    assertThat(
            onlyFinding(
                EnvironmentChecker.KNOWN_ACTION,
                () -> new Lenient<>(sound(), x -> Math.max(x, 0)),
                LIMIT))
        .startsWith("the action -1.0");
    assertThat(
            onlyFinding(
                EnvironmentChecker.KNOWN_ACTION, () -> new Lenient<>(sound(), Math::rint), LIMIT))
        .startsWith("the action 0.5");
  }

  /** Stands still when an episode has ended. */
  private record Patient(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      return terminated() || truncated() ? 0 : inner.step(action, actionAt, observation, at);
    }
  }

  /** Stands still when no episode has begun. */
  private static final class Sleeping implements Passing<Discrete> {
    private final Environment<Discrete> inner = sound();
    private boolean awake;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public void reset(long seed, float[] observation, int at) {
      awake = true;
      inner.reset(seed, observation, at);
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      return awake ? inner.step(action, actionAt, observation, at) : 0;
    }

    @Override
    public void load(StateReader in) {
      awake = true;
      in.get("inner", inner);
    }
  }

  @Test
  void aStepOutOfTurnThatIsTakenIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.TURN, () -> new Patient(sound()), LIMIT))
        .startsWith("a step after the end of an episode");
    assertThat(onlyFinding(EnvironmentChecker.TURN, Sleeping::new, LIMIT))
        .startsWith("a step before the first reset");
  }

  /** Forgets that it has ended once it was asked. */
  private static final class Forgetful implements Passing<Discrete> {
    private final Environment<Discrete> inner = sound();
    private boolean told;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public void reset(float[] observation, int at) {
      told = false;
      inner.reset(observation, at);
    }

    @Override
    public void reset(long seed, float[] observation, int at) {
      told = false;
      inner.reset(seed, observation, at);
    }

    @Override
    public boolean terminated() {
      boolean fresh = !told && inner.terminated();
      told |= fresh;
      return fresh;
    }
  }

  /** Says of a reset what was true of the step before it. */
  private static final class Stale implements Passing<Discrete> {
    private final Environment<Discrete> inner = new Stroll();
    private boolean over;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      double reward = inner.step(action, actionAt, observation, at);
      over = inner.terminated();
      return reward;
    }

    @Override
    public boolean terminated() {
      return over;
    }

    @Override
    public void save(StateWriter out) {
      out.put("inner", inner);
      out.put("over", over ? 1L : 0L);
    }

    @Override
    public void load(StateReader in) {
      in.get("inner", inner);
      over = in.getLong("over") != 0;
    }
  }

  @Test
  void aTruncationThatIsNotDueIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.TRUNCATION, EnvironmentCheckerTest::sound, 0))
        .isEqualTo(
            "the episode is truncated after step 20 of an episode, but there is no time limit");
    assertThat(onlyFinding(EnvironmentChecker.TRUNCATION, EnvironmentCheckerTest::sound, 21))
        .endsWith("but the time limit is 21");
    assertThat(onlyFinding(EnvironmentChecker.TRUNCATION, EnvironmentCheckerTest::sound, 19))
        .isEqualTo("the time limit is 19, but nothing is truncated there");
  }

  @Test
  void flagsThatChangeWithoutAStepAreFound() {
    assertThat(onlyFinding(EnvironmentChecker.TRUNCATION, Forgetful::new, LIMIT))
        .startsWith("terminated and truncated, read twice, differ after step");
    assertThat(onlyFinding(EnvironmentChecker.TRUNCATION, () -> new Checked<>(new Stale()), 0))
        .isEqualTo("the episode is over after a reset");
  }
}
