package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.exact.ActionValues;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FiniteMdpBuilder;
import dev.bellman.core.exact.SoftPolicyIteration;
import dev.bellman.core.exact.Tolerance;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Discrete SAC on a world of six states, seen one-hot, by networks without hidden layers: tables. A
 * batch has each state and action once, and no chance is left.
 */
class SoftPolicyIterationOracleTest {
  private static final int STATES = 6;
  private static final int ACTIONS = 3;
  private static final int PAIRS = STATES * ACTIONS;
  private static final double GAMMA = 0.8;
  private static final double TEMPERATURE = 0.4;
  private static final int UPDATES = 20_000;

  private final int[] next = new int[PAIRS];
  private final float[] reward = new float[PAIRS];
  private final boolean[] last = new boolean[PAIRS];

  SoftPolicyIterationOracleTest() {
    Pcg64 random = Seeds.of(8).stream("world");
    for (int i = 0; i < PAIRS; i++) {
      next[i] = random.integers(STATES);
      reward[i] = (float) random.uniform(-1, 1);
      last[i] = random.integers(6) == 0;
    }
  }

  private TransitionSource pairs() {
    return (rows, out) -> {
      for (int i = 0; i < rows; i++) {
        for (int s = 0; s < STATES; s++) {
          out.observations().set(i, s, s == i / ACTIONS ? 1 : 0);
          out.nextObservations().set(i, s, s == next[i] ? 1 : 0);
        }
        out.actions().set(i, 0, i % ACTIONS);
        out.rewards().set(i, 0, reward[i]);
        out.discounts().set(i, 0, last[i] ? 0 : (float) GAMMA);
      }
    };
  }

  private FiniteMdp mdp() {
    FiniteMdpBuilder builder = FiniteMdp.builder(STATES, ACTIONS, GAMMA);
    for (int i = 0; i < PAIRS; i++) {
      int state = i / ACTIONS;
      int action = i % ACTIONS;
      if (last[i]) {
        builder.end(state, action, 1, reward[i]);
      } else {
        builder.outcome(state, action, 1, reward[i], next[i]);
      }
    }
    return builder.build();
  }

  @Test
  void valuesAndPolicyAreThoseOfSoftPolicyIteration() {
    SoftPolicyIteration exact =
        new SoftPolicyIteration(mdp(), TEMPERATURE, Tolerance.standard(), Workers.of(1));
    while (exact.improve()) {
      assertThat(exact.iterations()).isLessThan(1000);
    }

    DiscreteSac.Config config =
        Variation.of(
            DiscreteSac.Config.defaults(),
            Map.of(
                "learningRate",
                Schedule.linear(2e-2),
                "temperatureLearningRate",
                Schedule.constant(0),
                "temperature",
                TEMPERATURE,
                "batchSize",
                PAIRS,
                "gamma",
                GAMMA,
                "tau",
                0.05,
                "targetPeriod",
                1,
                "hidden",
                List.of()));
    DiscreteSac sac = new DiscreteSac(STATES, new Discrete(ACTIONS), config, Seeds.of(0));
    TransitionSource pairs = pairs();
    for (int i = 0; i < UPDATES; i++) {
      sac.update(pairs, 1 - (double) i / UPDATES);
    }

    double[] expected = ActionValues.of(mdp(), exact.values());
    float[] logits = sac.parameters().get("policy").values(); // weights, then biases
    float[] q = sac.parameters().get("critics").values(); // both weights, then both biases
    for (int state = 0; state < STATES; state++) {
      double total = 0;
      for (int action = 0; action < ACTIONS; action++) {
        total += Math.exp(logits[state * ACTIONS + action] + logits[PAIRS + action]);
      }
      for (int action = 0; action < ACTIONS; action++) {
        int i = state * ACTIONS + action;
        String pair = "state " + state + ", action " + action;
        double probability = Math.exp(logits[i] + logits[PAIRS + action]) / total;
        assertThat(probability)
            .as(pair)
            .isCloseTo(exact.policy().probability(state, action), within(2e-3));
        for (int critic = 0; critic < 2; critic++) {
          float bias = q[2 * PAIRS + critic * ACTIONS + action];
          assertThat((double) q[critic * PAIRS + i] + bias)
              .as("critic %d of %s", critic, pair)
              .isCloseTo(expected[i], within(2e-3));
        }
      }
    }
  }
}
