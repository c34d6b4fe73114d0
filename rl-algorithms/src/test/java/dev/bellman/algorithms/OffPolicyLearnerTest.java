package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every learner that learns from batches of transitions. */
class OffPolicyLearnerTest {

  /** The learners. */
  enum Kind {
    DQN,
    DPG,
    DDPG,
    TD3,
    SAC,
    ON_POLICY_SAC,
    DISCRETE_SAC;

    boolean discrete() {
      return this == DQN || this == DISCRETE_SAC;
    }

    /** How many target networks it has. */
    int targets() {
      return switch (this) {
        case DPG, ON_POLICY_SAC -> 0;
        case DQN, SAC, DISCRETE_SAC -> 1;
        case DDPG, TD3 -> 2;
      };
    }

    /** What it is called on the command line. */
    String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    RandomTransitions transitions() {
      return discrete() ? RandomTransitions.discrete(3, 4) : RandomTransitions.box(3);
    }

    OffPolicyLearner learner(int threads) {
      Map<String, ?> settings =
          Map.of(
              "learningRate",
              Schedule.constant(3e-3),
              "batchSize",
              64,
              "gamma",
              0.9,
              "hidden",
              List.of(64, 64));
      Map<String, ?> rollouts = Map.of("environments", 4, "rolloutSteps", 16);
      Map<String, ?> two =
          Map.of(
              "policyLearningRate",
              Schedule.constant(3e-3),
              "criticLearningRate",
              Schedule.constant(1e-2),
              "hidden",
              List.of(64, 64));
      Seeds seeds = Seeds.of(5);
      Box box = Box.uniform(2, -1, 1);
      Workers workers = Workers.of(threads);
      return switch (this) {
        case DQN -> {
          Dqn.Config config = Variation.of(Dqn.Config.defaults(), settings);
          config =
              Variation.of(
                  config, Map.of("tau", 0.5, "targetPeriod", 2, "epsilon", Schedule.constant(0.5)));
          yield new Dqn(3, new Discrete(4), config, seeds, workers);
        }
        case DPG -> {
          Dpg.Config config = Variation.of(Dpg.Config.defaults(), rollouts);
          config = Variation.of(config, two);
          yield new Dpg(3, box, config, seeds, workers);
        }
        case DDPG -> {
          Ddpg.Config config = Variation.of(Ddpg.Config.defaults(), two);
          config = Variation.of(config, Map.of("noise", ActionNoise.OrnsteinUhlenbeck.defaults()));
          yield new Ddpg(3, box, config, seeds, workers);
        }
        case TD3 -> new Td3(3, box, Variation.of(Td3.Config.defaults(), settings), seeds, workers);
        case SAC -> new Sac(3, box, Variation.of(Sac.Config.defaults(), settings), seeds, workers);
        case ON_POLICY_SAC -> {
          OnPolicySac.Config config = Variation.of(OnPolicySac.Config.defaults(), rollouts);
          yield new OnPolicySac(3, box, config, seeds, workers);
        }
        case DISCRETE_SAC -> {
          DiscreteSac.Config config = Variation.of(DiscreteSac.Config.defaults(), settings);
          config = Variation.of(config, Map.of("tau", 0.5, "targetPeriod", 2));
          yield new DiscreteSac(3, new Discrete(4), config, seeds, workers);
        }
      };
    }

    /** Acts for three rows and returns the actions. */
    float[] act(OffPolicyLearner learner) {
      float[] observations = {0.1f, 0.2f, 0.3f, -1, -2, -3, 4, 0, -4};
      float[] out = new float[discrete() ? 3 : 6];
      learner.act(observations, 3, 1, out);
      return out;
    }
  }

  /** An odd number of updates: what comes every second one is due. */
  @ParameterizedTest
  @EnumSource
  void a_restored_learner_goes_on_bit_by_bit(Kind kind) {
    RandomTransitions source = kind.transitions();
    OffPolicyLearner first = kind.learner(1);
    for (int i = 0; i < 5; i++) {
      first.update(source, 1);
      kind.act(first);
    }
    InMemoryState middle = InMemoryState.of(first);
    InMemoryState batches = new InMemoryState();
    source.save(batches);
    for (int i = 0; i < 4; i++) {
      first.update(source, 1);
    }
    float[] actions = kind.act(first);

    OffPolicyLearner second = kind.learner(1);
    kind.act(second); // uses up noise that the restored state must undo
    middle.restore(second);
    source.load(batches);
    for (int i = 0; i < 4; i++) {
      second.update(source, 1);
    }

    assertThat(kind.act(second)).containsExactly(actions);
    assertThat(second.metrics()).isEqualTo(first.metrics());
    assertThat(InMemoryState.of(second)).isEqualTo(InMemoryState.of(first));
  }

  @ParameterizedTest
  @EnumSource
  void two_threads_change_no_bit(Kind kind) {
    RandomTransitions one = kind.transitions();
    RandomTransitions two = kind.transitions();
    OffPolicyLearner alone = kind.learner(1);
    OffPolicyLearner shared = kind.learner(2);
    for (int i = 0; i < 6; i++) {
      alone.update(one, 1);
      shared.update(two, 1);
    }

    assertThat(InMemoryState.of(shared)).isEqualTo(InMemoryState.of(alone));
  }

  @ParameterizedTest
  @EnumSource
  void target_networks_begin_as_copies(Kind kind) {
    Map<String, Parameters> networks = kind.learner(1).parameters();

    Map<String, String> sources =
        Map.of(
            "target", "network",
            "targets", "critics",
            "criticTarget", "critic",
            "policyTarget", "policy");
    networks.forEach(
        (name, network) -> {
          if (sources.containsKey(name)) {
            float[] source = networks.get(sources.get(name)).values();
            assertThat(network.values()).as(name).containsExactly(source);
          }
        });
    int targets = (int) networks.keySet().stream().filter(sources::containsKey).count();
    assertThat(targets).isEqualTo(kind.targets());
  }

  @ParameterizedTest
  @EnumSource
  void a_loss_that_is_not_finite_stops_the_learner(Kind kind) {
    OffPolicyLearner learner = kind.learner(1);
    learner.update(kind.transitions(), 1);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(kind.transitions().rewards(Double.NaN), 1))
        .withMessageStartingWith(kind.title() + ": update 2 ")
        .withMessageContaining("NaN");
  }

  @ParameterizedTest
  @EnumSource
  void actions_are_within_their_bounds(Kind kind) {
    OffPolicyLearner learner = kind.learner(1);
    for (int i = 0; i < 100; i++) {
      for (float action : kind.act(learner)) {
        if (kind.discrete()) {
          assertThat(action).isIn(0f, 1f, 2f, 3f);
        } else {
          assertThat(action).isBetween(-1f, 1f);
        }
      }
    }
  }
}
