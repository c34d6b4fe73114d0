package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.learner.Learner;
import dev.bellman.algorithms.policy.A2c;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.policy.Trpo;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where learners with their defaults begin; that initializers do what they say is known. */
class InitialWeightsTest {
  private static final int OBSERVATION = 5;
  private static final Discrete CHOICES = new Discrete(3);
  private static final Box BOX = Box.uniform(2, -1, 1);
  private static final Seeds SEEDS = Seeds.of(4);
  private static final Workers ONE = Workers.of(1);

  static Stream<Learner> onPolicy() {
    return Stream.of(CHOICES, BOX)
        .flatMap(
            actions ->
                Stream.<Learner>of(
                    new Ppo(OBSERVATION, actions, Ppo.Config.defaults(), SEEDS),
                    new A2c(OBSERVATION, actions, A2c.Config.defaults(), SEEDS, ONE),
                    new Trpo(OBSERVATION, actions, Trpo.Config.defaults(), SEEDS)));
  }

  static Stream<Learner> offPolicy() {
    return Stream.of(
        new Dqn(OBSERVATION, CHOICES, Dqn.Config.defaults(), SEEDS),
        new DiscreteSac(OBSERVATION, CHOICES, DiscreteSac.Config.defaults(), SEEDS),
        new Ddpg(OBSERVATION, BOX, Ddpg.Config.defaults(), SEEDS, ONE),
        new Td3(OBSERVATION, BOX, Td3.Config.defaults(), SEEDS),
        new Sac(OBSERVATION, BOX, Sac.Config.defaults(), SEEDS));
  }

  /** WᵀW or WWᵀ is gain²·I: 2 in hidden layers, 1e-4 where actions are, 1 where V is; b = 0. */
  @ParameterizedTest
  @MethodSource("onPolicy")
  void actors_and_critics_of_rollouts_are_orthogonal(Learner learner) {
    int heads = 0;
    for (Parameters network : learner.parameters().values()) {
      for (Parameter p : network.all()) {
        if (p.name().endsWith(".weight")) {
          heads += p.name().contains(".2.") ? 1 : 0;
          requireOrthogonal(network, p, squaredGain(p.name()));
        } else { // biases, and log σ
          assertThat(numbers(network, p)).as(p.name()).containsOnly(0);
        }
      }
    }
    assertThat(heads).as("actor and critic").isEqualTo(2);
  }

  private static double squaredGain(String weight) {
    return switch (weight) {
      case "actor.2.weight" -> 1e-4;
      case "critic.2.weight" -> 1;
      default -> 2;
    };
  }

  private static void requireOrthogonal(Parameters network, Parameter weight, double gain) {
    float[] w = numbers(network, weight);
    int columns = weight.columns();
    boolean tall = weight.rows() >= columns;
    int vectors = tall ? columns : weight.rows();
    int length = tall ? weight.rows() : columns;
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int k = 0; k < length; k++) {
          product +=
              tall
                  ? (double) w[k * columns + a] * w[k * columns + b]
                  : (double) w[a * columns + k] * w[b * columns + k];
        }
        assertThat(product)
            .as("%s: %d · %d", weight.name(), a, b)
            .isCloseTo(a == b ? gain : 0, within(1e-6 * gain));
      }
    }
  }

  /** U(−1/√in, 1/√in), of which so many weights come near the ends; biases as well. */
  @ParameterizedTest
  @MethodSource("offPolicy")
  void networks_of_replay_begin_as_those_of_pytorch(Learner learner) {
    for (Parameters network : learner.parameters().values()) {
      List<Parameter> weights = ending(network, ".weight");
      List<Parameter> biases = ending(network, ".bias");
      assertThat(biases).hasSameSizeAs(weights);
      for (int i = 0; i < weights.size(); i++) {
        int members = biases.get(i).columns() / weights.get(i).columns();
        double bound = 1 / Math.sqrt((double) weights.get(i).rows() / members);
        assertThat(largest(network, weights.get(i)))
            .as(weights.get(i).name())
            .isBetween(0.95 * bound, (double) (float) bound);
        assertThat(largest(network, biases.get(i)))
            .as(biases.get(i).name())
            .isBetween(1e-3 * bound, (double) (float) bound);
      }
    }
  }

  private static List<Parameter> ending(Parameters network, String end) {
    Predicate<Parameter> ends = p -> p.name().endsWith(end);
    return network.all().stream().filter(ends).toList();
  }

  private static float[] numbers(Parameters network, Parameter p) {
    float[] out = new float[p.rows() * p.columns()];
    System.arraycopy(network.values(), p.at(), out, 0, out.length);
    return out;
  }

  private static double largest(Parameters network, Parameter p) {
    double largest = 0;
    for (float x : numbers(network, p)) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }
}
