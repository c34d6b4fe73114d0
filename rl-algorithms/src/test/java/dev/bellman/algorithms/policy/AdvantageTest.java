package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.Variation;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdvantageTest {
  private static final double GAMMA = 0.5;
  private static final int LONG = 100;

  /**
   * Three episodes one after the other: one terminates, one is truncated where V is 12, and one is
   * still going on where V is 16.
   */
  private static Rollout threeEpisodes() {
    float[] values = {4, 2, 6, 8, 6, 2, 10, 4};
    double[] rewards = {1, 3, 5, 2, 4, 6, 8, 2};
    Rollout rollout = new Rollout(values.length, 1, 1, 1);
    float[] any = new float[1];
    for (int t = 0; t < values.length; t++) {
      rollout.addDecision(t, any, any, any);
      rollout.values()[t] = values[t];
      rollout.addOutcome(
          t,
          new double[] {rewards[t]},
          new boolean[] {t == 2},
          new boolean[] {t == 4},
          new float[] {12});
    }
    rollout.bootstrap(new float[] {16});
    return rollout;
  }

  static Stream<Arguments> estimates() {
    float[] one = {-2, 4, -1, -3, 4, 9, 0, 6};
    float[] two = {0, 3.5f, -1, -1, 4, 9, 3, 6};
    float[] all = {-0.25f, 3.5f, -1, -1, 4, 10.5f, 3, 6};
    float[] mixed = {-1.0625f, 3.75f, -1, -2, 4, 9.375f, 1.5f, 6};
    return Stream.of(
        arguments(new Advantage.Td(), one),
        arguments(new Advantage.NStep(1), one),
        arguments(new Advantage.Gae(0), one),
        arguments(new Advantage.NStep(2), two),
        arguments(new Advantage.Gae(0.5), mixed),
        arguments(new Advantage.MonteCarlo(), all),
        arguments(new Advantage.NStep(LONG), all),
        arguments(new Advantage.Gae(1), all));
  }

  @ParameterizedTest
  @MethodSource("estimates")
  void estimates_are_those_computed_by_hand(Advantage estimator, float[] expected) {
    float[] actual = new float[expected.length];
    estimator.estimate(threeEpisodes(), GAMMA, actual);
    assertThat(actual).containsExactly(expected);
  }

  @Test
  void each_estimator_makes_an_update_of_its_own() {
    List<float[]> policies = new ArrayList<>();
    for (Advantage estimator :
        List.of(
            new Advantage.Td(),
            new Advantage.NStep(2),
            new Advantage.MonteCarlo(),
            new Advantage.Gae(0.5))) {
      ActorCritic learner = actorCritic(estimator);
      float[] before = policy(learner);
      learner.update(OnPolicyLearnerTest.rollout(learner, new Discrete(3), 4, 1), 1);
      policies.add(policy(learner));
      assertThat(policy(learner)).as("%s", estimator).isNotEqualTo(before);
    }
    assertThat(policies.stream().map(Arrays::toString)).doesNotHaveDuplicates();

    ActorCritic same = actorCritic(new Advantage.Gae(0));
    same.update(OnPolicyLearnerTest.rollout(same, new Discrete(3), 4, 1), 1);
    assertThat(policy(same)).as("GAE of λ = 0 is TD").isEqualTo(policies.getFirst());
  }

  private static ActorCritic actorCritic(Advantage estimator) {
    ActorCritic.Config config =
        Variation.of(
            ActorCritic.Config.defaults(), Map.of("environments", 4, "advantage", estimator));
    return new ActorCritic(3, new Discrete(3), config, Seeds.of(1), Workers.of(1));
  }

  private static float[] policy(ActorCritic learner) {
    return learner.parameters().get("policy").values().clone();
  }
}
