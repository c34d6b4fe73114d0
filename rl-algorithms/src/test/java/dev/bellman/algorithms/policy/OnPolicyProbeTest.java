package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Probes for all on-policy learners; PPO is asked more of them in {@link PpoProbeTest}. */
class OnPolicyProbeTest {
  private static final double GAMMA = 0.9;

  /** Down to 0: RMSprop and Adam make steps of the rate's size wherever they are. */
  private static final Schedule RATE = Schedule.linear(1e-2);

  private static final float[] OBSERVATIONS = {-1, 0, 1};

  private final float[] values = new float[OBSERVATIONS.length];
  private final float[] actions = new float[OBSERVATIONS.length];

  private <A extends Space> void train(OnPolicyKind kind, Supplier<Probe<A>> probe, int steps) {
    int n = kind.environments(8);
    VectorEnvironment<A> environments = VectorEnvironment.of(probe, n);
    environments.reset(Seeds.of(2));
    int length = n == 1 ? 64 : 16;
    OnPolicyLearner learner =
        kind.learner(
            1,
            environments.actionSpace(),
            n,
            length,
            RATE,
            GAMMA,
            List.of(16),
            Seeds.of(2),
            Workers.of(1));
    RolloutLength rollouts =
        n == 1 ? new RolloutLength.WholeEpisodes(length, 200) : new RolloutLength.Fixed(length);
    OnPolicy training = new OnPolicy(environments, learner, rollouts);
    training.train(steps, TrainingListener.NONE);
    learner.values(OBSERVATIONS, OBSERVATIONS.length, values);
    training.greedy().act(OBSERVATIONS, OBSERVATIONS.length, actions);
  }

  /** Reward 1 for ever, which only a time limit cuts: 1/(1 − γ), not the sum of what is seen. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REINFORCE_WITHOUT_BASELINE")
  void a_time_limit_is_no_end(OnPolicyKind kind) {
    train(kind, () -> Probe.discrete(World.ENDLESS_REWARD), 60_000);

    assertThat((double) values[1]).isCloseTo(1 / (1 - GAMMA), within(0.02));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REINFORCE_WITHOUT_BASELINE")
  void the_future_is_discounted(OnPolicyKind kind) {
    train(kind, () -> Probe.discrete(World.TWO_STEPS), 30_000);

    assertThat((double) values[1]).as("before the first step").isCloseTo(GAMMA, within(0.05));
    assertThat((double) values[2]).as("before the second").isCloseTo(1, within(0.05));
  }

  @Test
  void without_a_baseline_there_are_no_values() {
    train(
        OnPolicyKind.REINFORCE_WITHOUT_BASELINE, () -> Probe.discrete(World.ENDLESS_REWARD), 1_000);

    assertThat(values).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void discrete_actions_depend_on_what_is_seen(OnPolicyKind kind) {
    train(kind, () -> Probe.discrete(World.OBSERVATION_ACTION_REWARD), 20_000);

    assertThat(actions[0]).as("action at -1").isEqualTo(0);
    assertThat(actions[2]).as("action at 1").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void the_first_action_of_two_gets_the_credit(OnPolicyKind kind) {
    train(kind, () -> Probe.discrete(World.DELAYED_REWARD), 20_000);

    assertThat(actions[1]).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void actions_of_a_box_depend_on_what_is_seen(OnPolicyKind kind) {
    train(kind, () -> Probe.box(World.OBSERVATION_ACTION_REWARD), 20_000);

    assertThat(actions[0]).as("action at -1").isLessThan(-0.8f);
    assertThat(actions[2]).as("action at 1").isGreaterThan(0.8f);
  }
}
