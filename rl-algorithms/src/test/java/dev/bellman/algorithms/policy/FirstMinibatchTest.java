package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Clock;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Before the first step from a rollout the policy is the one that acted. */
class FirstMinibatchTest {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
  private static final Map<String, ?> ONE_STEP =
      Map.of("epochs", 1, "minibatches", 1, "environments", 3);

  static Stream<Space> actions() {
    return Stream.of(new Discrete(2), new Discrete(5), Box.uniform(3, -0.01f, 0.01f));
  }

  private static Supplier<Environment<Space>> clock(Space actions) {
    return () -> new Clock<>(actions, 7, Long.MAX_VALUE, Math::sin);
  }

  /** A mean of ρ − 1 − log ρ would be 0 in floats where a logarithm is a few of its bits off. */
  @ParameterizedTest
  @MethodSource("actions")
  void the_logarithm_of_its_probabilities_has_the_bits_of_the_rollout(Space actions) {
    Seeds seeds = Seeds.of(1);
    Workers one = Workers.of(1);
    for (int environments : new int[] {1, 4, 16}) {
      Map<String, Object> rollouts =
          Map.of("environments", environments, "rolloutSteps", 64 / environments);
      var off = Variation.of(OffPolicyPolicyGradient.Config.defaults(), rollouts);
      var ppo = Variation.of(Ppo.Config.defaults(), rollouts);
      requireSameBits(
          new OffPolicyPolicyGradient(3, actions, off, seeds, one), actions, environments);
      requireSameBits(new Ppo(3, actions, ppo, seeds, one), actions, environments);
    }
  }

  private static void requireSameBits(AgentLearner learner, Space actions, int environments) {
    Agent agent = (Agent) learner.agent();
    OnPolicyBatch batch = new OnPolicyBatch(agent.observation(), actions.size(), 64);
    Var logProbability = agent.policy().logProbability(batch.action);
    Program program = Program.of(logProbability);
    int[] order = IntStream.range(0, 64).map(i -> i * 37 % 64).toArray();
    for (int update = 1; update <= 4; update++) {
      Rollout rollout = OnPolicyLearnerTest.rollout(learner, actions, environments, 1);
      batch.write(rollout, order, 0, 64, program);
      program.run();
      for (int i = 0; i < 64; i++) {
        assertThat(program.region(logProbability).get(i, 0))
            .as("update %d, row %d", update, i)
            .isEqualTo(rollout.logProbabilities()[order[i]]);
      }
      learner.update(rollout, 1);
    }
  }

  /** Truncated at 1, a ratio that is one bit above would change the step. */
  @ParameterizedTest
  @MethodSource("actions")
  void its_ratios_are_exactly_1(Space actions) {
    var free = Variation.of(OffPolicyPolicyGradient.Config.defaults(), ONE_STEP);
    Training whole = OffPolicyPolicyGradient.on(clock(actions), free, Seeds.of(1), Workers.of(1));
    var truncated = Variation.of(free, "maxRatio", 1.0);
    Training cut =
        OffPolicyPolicyGradient.on(clock(actions), truncated, Seeds.of(1), Workers.of(1));
    for (int update = 1; update <= 5; update++) {
      whole.advance(1_000_000);
      cut.advance(1_000_000);
      assertThat(whole.metrics()).containsEntry("approximateKl", 0.0);
      assertThat(whole.metrics().get("gradientNorm")).isPositive();
      assertThat(InMemoryState.of(cut)).isEqualTo(InMemoryState.of(whole));
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void its_divergence_is_exactly_0(Space actions) {
    var config = Variation.of(PpoKl.Config.defaults(), ONE_STEP);
    Training training = PpoKl.on(clock(actions), config, Seeds.of(1), Workers.of(1));
    for (int update = 1; update <= 5; update++) {
      training.advance(1_000_000);
      assertThat(training.metrics()).containsEntry("minibatchKl", 0.0);
      assertThat(training.metrics().get("kl")).as("after the step").isPositive();
    }
  }

  /** ∇J_off at b = π is E ∇log π·A, which is what the actor-critic follows. */
  @ParameterizedTest
  @MethodSource("actions")
  void the_off_policy_gradient_is_the_on_policy_one(Space actions) {
    Seeds seeds = Seeds.of(1);
    var config =
        Variation.of(
            Variation.of(OffPolicyPolicyGradient.Config.defaults(), ONE_STEP),
            Map.of("maxGradientNorm", NO_LIMIT, "environments", 4, "rolloutSteps", 16));
    OnPolicyLearner off = new OffPolicyPolicyGradient(3, actions, config, seeds, Workers.of(1));
    OnPolicyLearner on =
        new ActorCritic(
            3,
            actions,
            Variation.of(
                ActorCritic.Config.defaults(),
                Map.of("environments", 4, "hidden", List.of(64, 64))),
            seeds,
            Workers.of(1));
    off.parameters().forEach((name, p) -> on.parameters().get(name).copyFrom(p));
    Rollout rollout = OnPolicyLearnerTest.rollout(off, actions, 4, 1);
    off.update(rollout, 1);
    on.update(rollout, 1);

    Parameters layout = on.parameters().get("policy");
    float[] expected = moments(on, layout.size());
    float[] actual = moments(off, layout.size());
    double largest = 0;
    for (float x : expected) {
      largest = Math.max(largest, Math.abs(x));
    }
    assertThat(largest).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5 * largest));
    }
  }

  private static float[] moments(OnPolicyLearner learner, int size) {
    float[] moments = new float[size];
    InMemoryState.of(learner).scope("policyAdam").get("firstMoments", moments);
    return moments;
  }
}
