package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Lockstep;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import dev.bellman.envs.classic.CartPole;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stepping environments in one call must give the bits of stepping one after the other. */
class LockstepTest {
  private static final int N = 37;
  private static final int STEPS = 1_500;

  static Stream<Named<Supplier<Environment<?>>>> all() {
    return Stream.of(
        named("CartPole-v1", Map.of()),
        named("CartPole-v1", Map.of("suttonBartoReward", "true")),
        named("CartPole-v1", Map.of("maxSteps", "17")),
        named("CartPole-v1", Map.of("maxSteps", "0")));
  }

  private static Named<Supplier<Environment<?>>> named(String id, Map<String, String> options) {
    return Named.of(id + " " + options, () -> Environments.make(id, options));
  }

  @ParameterizedTest
  @MethodSource("all")
  void givesTheBitsOfSteppingOneByOne(Supplier<Environment<?>> maker) {
    Pair<?> pair = Pair.of(maker);
    pair.together.reset(Seeds.of(3));
    pair.apart.reset(Seeds.of(3));
    int ends = 0;
    for (int t = 0; t < STEPS; t++) {
      pair.step();
      ends += pair.compare(t);
    }
    assertThat(ends).isGreaterThan(N);
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachFormReadsWhatTheOtherSaved(Supplier<Environment<?>> maker) {
    Pair<?> first = Pair.of(maker);
    first.together.reset(5);
    first.apart.reset(5);
    for (int t = 0; t < 40; t++) {
      first.step();
    }
    InMemoryState together = new InMemoryState();
    InMemoryState apart = new InMemoryState();
    first.together.save(together);
    first.apart.save(apart);

    Pair<?> crossed = Pair.of(maker);
    crossed.together.load(apart);
    crossed.apart.load(together);
    assertThat(crossed.together.observations()).isEqualTo(first.together.observations());
    for (int t = 0; t < 200; t++) {
      crossed.step();
      crossed.compare(t);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anEnvironmentThatJoinedMayStillBeResetAndSteppedByItself(Supplier<Environment<?>> maker) {
    List<Environment<?>> joined = Stream.generate(maker).limit(3).toList();
    joined.forEach(one -> one.reset(9, new float[4], 0));
    lockstep(joined); // joins them with the states they have
    Environment<?> alone = maker.get();
    float[] expected = new float[4];
    float[] observation = new float[4];
    alone.reset(9, expected, 0);
    for (int t = 0; t < 100; t++) {
      float[] action = {t % 3 == 0 ? 1 : 0};
      double reward = alone.step(action, 0, expected, 0);
      assertThat(joined.get(1).step(action, 0, observation, 0)).isEqualTo(reward);
      assertThat(observation).isEqualTo(expected);
      assertThat(joined.get(1).terminated()).isEqualTo(alone.terminated());
      assertThat(joined.get(1).truncated()).isEqualTo(alone.truncated());
      if (alone.terminated() || alone.truncated()) {
        alone.reset(expected, 0);
        joined.get(1).reset(observation, 0);
        assertThat(observation).isEqualTo(expected);
      }
    }
  }

  @Test
  void anActionThatIsNotOneIsRefusedAndNobodyHasMoved() {
    VectorEnvironment<Discrete> environments = cartPoles(4);
    environments.reset(1);
    float[] before = environments.observations().clone();
    for (float wrong : new float[] {2, -1, 0.5f, Float.NaN, Float.NEGATIVE_INFINITY, 1e10f}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> environments.step(new float[] {1, 0, 1, wrong}))
          .withMessage("step: the action must be one of 0 … 1, but is " + wrong);
    }
    assertThat(environments.observations()).isEqualTo(before);
    VectorEnvironment<Discrete> fresh = cartPoles(4);
    fresh.reset(1);
    fresh.step(new float[4]);
    environments.step(new float[] {0, -0f, 0, 0});
    assertThat(environments.observations()).isEqualTo(fresh.observations());
  }

  @Test
  void aStepOutOfTurnIsRefused() {
    VectorEnvironment<Discrete> environments = cartPoles(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> environments.step(new float[2]))
        .withMessageContaining("before the first step");

    List<Environment<?>> ended =
        Stream.<Environment<?>>generate(() -> Environments.make("CartPole-v1")).limit(2).toList();
    Lockstep lockstep = lockstep(ended);
    assertThatIllegalStateException()
        .isThrownBy(() -> step(lockstep, 2))
        .withMessageContaining("before the first step");
    ended.forEach(one -> one.reset(0, new float[4], 0));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              for (int t = 0; t < 500; t++) {
                step(lockstep, 2);
              }
            })
        .withMessageContaining("has ended");
  }

  @Test
  void differentEnvironmentsAreSteppedOneByOne() {
    assertThat(joins(List.of(new CartPole(false), new CartPole(false)))).isTrue();
    assertThat(joins(List.of(new CartPole(false), new CartPole(true)))).isFalse();
    assertThat(joins(List.of(new TimeLimit<>(new CartPole(false), 9), new CartPole(false))))
        .isFalse();
    assertThat(joins(List.of(limited(9), limited(9)))).isTrue();
    assertThat(joins(List.of(limited(9), limited(8)))).isFalse();
    assertThat(joins(List.of(new CartPole(false)))).isFalse();
    CartPole twice = new CartPole(false);
    assertThat(joins(List.of(twice, twice))).isFalse();
  }

  @Test
  void whoHasJoinedOthersStaysWithThem() {
    List<CartPole> poles = Stream.generate(() -> new CartPole(false)).limit(2).toList();
    assertThat(poles.getFirst().lockstep(poles)).isPresent();
    assertThat(poles.getFirst().lockstep(poles)).isEmpty();
  }

  private static TimeLimit<Discrete> limited(int maxSteps) {
    return new TimeLimit<>(new CartPole(false), maxSteps);
  }

  private static boolean joins(List<Environment<Discrete>> environments) {
    return environments.getFirst().lockstep(environments).isPresent();
  }

  private static Lockstep lockstep(List<Environment<?>> environments) {
    List<Environment<Discrete>> typed = new ArrayList<>();
    environments.forEach(one -> typed.add(Pair.cast(one)));
    return typed.getFirst().lockstep(typed).orElseThrow();
  }

  private static void step(Lockstep lockstep, int n) {
    lockstep.step(new float[n], new float[4 * n], new double[n], new boolean[n], new boolean[n]);
  }

  private static VectorEnvironment<Discrete> cartPoles(int n) {
    return VectorEnvironment.of(() -> Environments.make("CartPole-v1", Discrete.class), n);
  }

  /** The same environments twice: as they come, and wrapped so that they offer no lockstep. */
  private record Pair<A extends Space>(
      VectorEnvironment<A> together, VectorEnvironment<A> apart, Pcg64 random) {

    static Pair<?> of(Supplier<Environment<?>> maker) {
      return Pair.<Space>typed(maker);
    }

    private static <A extends Space> Pair<A> typed(Supplier<Environment<?>> maker) {
      List<Environment<A>> joining = new ArrayList<>();
      List<Environment<A>> single = new ArrayList<>();
      for (int i = 0; i < N; i++) {
        joining.add(Pair.<A>cast(maker.get()));
        single.add(new Alone<>(Pair.<A>cast(maker.get())));
      }
      return new Pair<>(
          new VectorEnvironment<>(joining), new VectorEnvironment<>(single), Pcg64.of(1));
    }

    @SuppressWarnings("unchecked") // the tests give each environment actions of its own space
    static <A extends Space> Environment<A> cast(Environment<?> environment) {
      return (Environment<A>) environment;
    }

    void step() {
      float[] actions = new float[N * together.actionSpace().size()];
      for (int i = 0; i < actions.length; i++) {
        actions[i] =
            switch ((Space) together.actionSpace()) {
              case Finite finite -> random.integers(finite.n());
              case Box box -> (float) random.uniform(1.5 * box.low(0), 1.5 * box.high(0));
            };
      }
      together.step(actions);
      apart.step(actions);
    }

    /** Holds all that can be seen of one against the other; returns how many episodes ended. */
    int compare(int t) {
      assertThat(together.observations()).as("step %d", t).isEqualTo(apart.observations());
      assertThat(together.finalObservations()).isEqualTo(apart.finalObservations());
      assertThat(together.rewards()).isEqualTo(apart.rewards());
      assertThat(together.terminated()).isEqualTo(apart.terminated());
      assertThat(together.truncated()).isEqualTo(apart.truncated());
      int ends = 0;
      for (int i = 0; i < N; i++) {
        ends += together.terminated()[i] || together.truncated()[i] ? 1 : 0;
      }
      return ends;
    }
  }
}
