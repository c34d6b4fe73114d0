package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.Diverged;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every learner that learns from rollouts of its own policy. */
class OnPolicyLearnerTest {
  private static final int TOTAL = 1000;

  private static Training cartPole(OnPolicyKind kind, long seed) {
    return kind.training(
        () -> Environments.make("CartPole-v1", Discrete.class), 4, 27, Seeds.of(seed));
  }

  private static Training pendulum(OnPolicyKind kind, long seed) {
    return kind.training(() -> Environments.make("Pendulum-v1", Box.class), 4, 27, Seeds.of(seed));
  }

  @ParameterizedTest
  @EnumSource
  void the_seed_decides_every_bit(OnPolicyKind kind) {
    Training first = cartPole(kind, 5);
    Training same = cartPole(kind, 5);
    Training other = cartPole(kind, 6);
    for (Training t : List.of(first, same, other)) {
      t.train(TOTAL, TrainingListener.NONE);
    }

    assertThat(InMemoryState.of(same)).isEqualTo(InMemoryState.of(first));
    assertThat(same.metrics()).isEqualTo(first.metrics());
    assertThat(InMemoryState.of(other)).isNotEqualTo(InMemoryState.of(first));
  }

  @ParameterizedTest
  @EnumSource
  void a_loaded_training_goes_on_bit_for_bit(OnPolicyKind kind) {
    for (int pieces : new int[] {0, 2}) {
      requireResumed(cartPole(kind, 5), cartPole(kind, 5), cartPole(kind, 5), pieces);
      requireResumed(pendulum(kind, 5), pendulum(kind, 5), pendulum(kind, 5), pieces);
    }
  }

  private static void requireResumed(Training whole, Training saved, Training loaded, int pieces) {
    whole.train(TOTAL, TrainingListener.NONE);
    for (int i = 0; i < pieces; i++) {
      saved.advance(TOTAL);
    }
    InMemoryState state = new InMemoryState();
    saved.save(state);
    saved.advance(TOTAL); // what was saved is a copy
    loaded.load(state);
    loaded.train(TOTAL, TrainingListener.NONE);

    assertThat(InMemoryState.of(loaded)).isEqualTo(InMemoryState.of(whole));
    assertThat(loaded.metrics()).isEqualTo(whole.metrics());
    assertThat(loaded.steps()).isEqualTo(whole.steps()).isEqualTo(TOTAL);
    assertThat(loaded.updates()).isEqualTo(whole.updates());
  }

  /** A rollout of 64 rows of noise. */
  static Rollout rollout(OnPolicyLearner learner, Space actions, int n, double reward) {
    Pcg64 random = Seeds.of(3).stream("rollout");
    Rollout rollout = new Rollout(64 / n, n, 3, actions.size());
    float[] observations = new float[n * 3];
    float[] chosen = new float[n * actions.size()];
    float[] logProbabilities = new float[n];
    float[] values = new float[n];
    double[] rewards = new double[n];
    boolean[] terminated = new boolean[n];
    boolean[] truncated = new boolean[n];
    for (int t = 0; t < rollout.steps(); t++) {
      for (int i = 0; i < observations.length; i++) {
        observations[i] = (float) random.nextGaussian();
      }
      learner.act(observations, n, chosen, logProbabilities);
      rollout.addDecision(t, observations, chosen, logProbabilities);
      learner.values(observations, n, values);
      System.arraycopy(values, 0, rollout.values(), t * n, n);
      for (int i = 0; i < n; i++) {
        rewards[i] = reward + random.nextGaussian();
        terminated[i] = random.integers(10) == 0;
        truncated[i] = random.integers(10) == 0;
      }
      rollout.addOutcome(t, rewards, terminated, truncated, values);
    }
    rollout.bootstrap(values);
    return rollout;
  }

  @ParameterizedTest
  @EnumSource
  void two_threads_change_no_bit(OnPolicyKind kind) {
    Discrete actions = new Discrete(3);
    int n = kind.environments(4);
    OnPolicyLearner alone = wide(kind, actions, n, 1);
    OnPolicyLearner shared = wide(kind, actions, n, 2);
    for (int i = 0; i < 4; i++) {
      alone.update(rollout(alone, actions, n, 1), 1);
      shared.update(rollout(shared, actions, n, 1), 1);
    }

    assertThat(InMemoryState.of(shared)).isEqualTo(InMemoryState.of(alone));
  }

  private static OnPolicyLearner wide(OnPolicyKind kind, Space actions, int n, int threads) {
    return kind.learner(
        3,
        actions,
        n,
        64 / n,
        Schedule.constant(1e-3),
        0.9,
        List.of(64, 64),
        Seeds.of(5),
        Workers.of(threads));
  }

  @ParameterizedTest
  @EnumSource
  void a_loss_that_is_not_finite_stops_the_learner(OnPolicyKind kind) {
    Box actions = Box.uniform(2, -1, 1);
    int n = kind.environments(4);
    OnPolicyLearner learner = kind.learner(3, actions, n, 64 / n);
    learner.update(rollout(learner, actions, n, 1), 1);
    long next = learner.updates() + 1;

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(rollout(learner, actions, n, Double.NaN), 1))
        .withMessageStartingWith(kind.algorithm() + ": update " + next + " ")
        .withMessageContaining("NaN");
  }

  @ParameterizedTest
  @EnumSource
  void metrics_have_the_same_columns_before_and_after_an_update(OnPolicyKind kind) {
    Training training = cartPole(kind, 0);
    List<String> before = List.copyOf(training.metrics().keySet());
    training.advance(512);

    assertThat(training.metrics().keySet()).containsExactlyElementsOf(before);
    assertThat(training.metrics().values()).allSatisfy(x -> assertThat(x).isFinite());
  }

  @ParameterizedTest
  @EnumSource
  void a_rollout_of_one_row_is_finite(OnPolicyKind kind) {
    for (Space actions : List.of(new Discrete(3), Box.uniform(2, -1, 1))) {
      Training training =
          kind.training(() -> new Clock<>(actions, 1, Long.MAX_VALUE, t -> t), 1, 2, Seeds.of(0));

      training.advance(1);
      training.advance(3);

      assertThat(training.metrics().values()).allSatisfy(x -> assertThat(x).isFinite());
      training.parameters().values().forEach(p -> assertThat(p.values()).doesNotContain(Float.NaN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_acts_by_a_network_of_nan(OnPolicyKind kind) {
    for (Space actions : List.of(new Discrete(3), Box.uniform(2, -1, 1))) {
      int n = kind.environments(4);
      OnPolicyLearner learner = kind.learner(3, actions, n, 64 / n);
      Diverged.spoil(learner.parameters().values());

      requireRefused(kind.algorithm(), learner);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nor_do_those_who_follow_natural_gradients(NaturalMethod method) {
    OnPolicyLearner learner = method.learner(3, new Discrete(3), Map.of(), Seeds.of(0));
    Diverged.spoil(learner.parameters().values());

    requireRefused(method.name().toLowerCase(Locale.ROOT), learner);
  }

  private static void requireRefused(String algorithm, OnPolicyLearner learner) {
    float[] observation = new float[3];
    float[] action = new float[2];
    Diverged.requireRefused(algorithm, () -> learner.act(observation, 1, action, new float[1]));
    Diverged.requireRefused(algorithm, () -> learner.greedy().act(observation, 1, action));
  }
}
