package dev.bellman.algorithms.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.DivergenceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTest {
  private static final float HUGE = 3e38f;

  /** Policies of four numbers, which are not finite where an observation is huge. */
  static Stream<Policy> policies() {
    Var s = Var.input("observation", 4);
    Var outputs = s.times(1e3f).minus(s.square());
    Categorical pi = new Categorical(outputs);
    NoiseSource noise = new NoiseSource(Seeds.of(0).key("noise", 0));
    return Stream.of(
        NetworkPolicy.best("some", s, outputs),
        NetworkPolicy.of("some", s, pi, pi.mode()),
        NetworkPolicy.of("some", s, pi, pi.sample(noise)),
        new NetworkPolicy("some", s, outputs));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void no_action_follows_from_outputs_that_are_not_finite(Policy policy) {
    float[] actions = new float[8];
    policy.act(new float[] {0, 1, 2, 3, 3, 2, 1, 0}, 2, actions);
    assertThat(actions).doesNotContain(Float.NaN);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> policy.act(new float[] {0, 1, 2, 3, 3, HUGE, 1, 0}, 2, actions))
        .withMessage(
            "some: the outputs of the policy's network are no longer finite, so the training has"
                + " diverged; try a smaller learningRate");
  }

  /** By the highest value and by the highest probability. */
  @Test
  void of_equal_actions_the_first_is_taken() {
    float[] actions = new float[2];
    policies()
        .limit(2)
        .forEach(
            policy -> {
              policy.act(new float[] {1, 3, 2, 3, 5, 5, 5, 5}, 2, actions);
              assertThat(actions).containsExactly(1, 0);
            });
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void an_observation_that_is_not_finite_is_told_from_a_network(float bad) {
    policies()
        .forEach(
            policy ->
                assertThatExceptionOfType(DivergenceException.class)
                    .isThrownBy(() -> policy.act(new float[] {0, bad, 2, 3}, 1, new float[4]))
                    .withMessage(
                        "some: an observation is not finite, so no action follows from it"));
  }
}
