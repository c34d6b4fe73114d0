package dev.bellman.algorithms.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FixedPoint;
import dev.bellman.core.exact.OptimalBellmanQ;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.tabular.Garnet;
import dev.bellman.envs.wrapper.OneHot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learners that see states one-hot, against dynamic programming. */
class ValueOracleTest {
  private static final int STATES = 6;
  private static final int ACTIONS = 3;
  private static final double GAMMA = 0.9;

  private static float[] identity(int n) {
    float[] one = new float[n * n];
    for (int i = 0; i < n; i++) {
      one[i * n + i] = 1;
    }
    return one;
  }

  /**
   * A random MDP of 6 states and 3 actions, rewards in [0, 1), met by a uniform policy. 30 000
   * steps are about 1700 of each pair: the probabilities of the buffer are wrong by about 0.01, and
   * the values by that times the span of V* (less than 1) times γ/(1 − γ): 0.1.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "N_STEP") // whose values are not the best's
  void on_a_random_mdp_the_values_are_those_of_value_iteration(Variant variant) {
    Variant.Settings settings =
        new Variant.Settings(
            new OffPolicy.Config(2, 30_000, 200, 1, 1),
            Schedule.constant(1),
            Schedule.linear(2e-2),
            64,
            GAMMA,
            100,
            List.of());
    Environment<Discrete> garnet = new OneHot<>(Garnet.of(STATES, ACTIONS, 2, 7));
    assertThat(garnet.observationSpace().size()).isEqualTo(STATES);
    double[] optimum =
        FixedPoint.of(new OptimalBellmanQ(Garnet.mdp(STATES, ACTIONS, 2, GAMMA, 7))).values();

    Training training =
        variant.training(
            () -> new OneHot<>(Garnet.of(STATES, ACTIONS, 2, 7)), settings, Seeds.of(3));
    training.train(30_000, TrainingListener.NONE);

    for (String network : variant.networks()) {
      float[] q =
          variant.values(
              training.parameters().get(network), ACTIONS, List.of(), STATES, identity(STATES));
      for (int i = 0; i < q.length; i++) {
        assertThat((double) q[i]).as("%s[%d]", network, i).isCloseTo(optimum[i], within(0.1));
      }
    }
  }

  /** All transitions of a deterministic world, drawn uniformly: a dataset in memory. */
  private record Dataset(double[] rewards, int[] next, Pcg64 random) implements TransitionSource {

    static Dataset random(long seed) {
      Pcg64 random = Pcg64.of(seed);
      double[] rewards = new double[STATES * ACTIONS];
      int[] next = new int[rewards.length];
      for (int i = 0; i < next.length; i++) {
        rewards[i] = random.random();
        next[i] = random.integers(STATES);
      }
      return new Dataset(rewards, next, random);
    }

    @Override
    public void write(int rows, Transitions out) {
      for (int i = 0; i < rows; i++) {
        int pair = random.integers(next.length);
        for (int s = 0; s < STATES; s++) {
          out.observations().set(i, s, s == pair / ACTIONS ? 1 : 0);
          out.nextObservations().set(i, s, s == next[pair] ? 1 : 0);
        }
        out.actions().set(i, 0, pair % ACTIONS);
        out.rewards().set(i, 0, (float) rewards[pair]);
        out.discounts().set(i, 0, (float) GAMMA);
      }
    }

    /** B*Q, with q replaced. */
    double[] backup(double[] q) {
      double[] out = new double[q.length];
      for (int i = 0; i < q.length; i++) {
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < ACTIONS; a++) {
          best = Math.max(best, q[next[i] * ACTIONS + a]);
        }
        out[i] = rewards[i] + GAMMA * best;
      }
      return out;
    }
  }

  /** Each iteration is one backup of value iteration, from the first weights on. */
  @Test
  void an_iteration_of_fitted_q_iteration_on_a_dataset_is_a_backup() {
    Dataset dataset = Dataset.random(4);
    FittedQIteration.Config config =
        Variation.of(
            FittedQIteration.Config.defaults(),
            Map.of(
                "learningRate",
                Schedule.constant(1e-2),
                "batchSize",
                64,
                "gamma",
                GAMMA,
                "iterationUpdates",
                500,
                "hidden",
                List.of()));
    Dqn learner = FittedQIteration.learner(STATES, new Discrete(ACTIONS), config, Seeds.of(1));
    double[] expected = values(learner);
    for (int iteration = 1; iteration <= 5; iteration++) {
      for (int i = 0; i < 500; i++) {
        learner.update(dataset, 1);
      }
      expected = dataset.backup(expected);
      assertThat(values(learner))
          .as("iteration %d", iteration)
          .containsExactly(expected, within(0.02));
    }
  }

  private static double[] values(Dqn learner) {
    float[] q =
        Variant.FQI.values(
            learner.parameters().get("target"), ACTIONS, List.of(), STATES, identity(STATES));
    double[] out = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      out[i] = q[i];
    }
    return out;
  }
}
