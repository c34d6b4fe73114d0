package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.DoubleDqn;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.TwoNetworkDoubleDqn;
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

  private static final Discrete CHOICES = new Discrete(4);
  private static final Map<String, ?> FOLLOWING =
      Map.of("tau", 0.5, "targetPeriod", 2, "epsilon", Schedule.constant(0.5));

  /** The learners. */
  enum Kind {
    DQN,
    DOUBLE_DQN,
    TWO_NETWORK_DOUBLE_DQN,
    FQI,
    DPG,
    DDPG,
    TD3,
    SAC,
    ON_POLICY_SAC,
    DISCRETE_SAC,
    NAF;

    boolean discrete() {
      return switch (this) {
        case DQN, DOUBLE_DQN, TWO_NETWORK_DOUBLE_DQN, FQI, DISCRETE_SAC -> true;
        case DPG, DDPG, TD3, SAC, ON_POLICY_SAC, NAF -> false;
      };
    }

    RandomTransitions transitions() {
      return discrete() ? RandomTransitions.discrete(3, 4) : RandomTransitions.box(3);
    }

    String algorithm() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        case DQN -> new Dqn(3, CHOICES, dqn(settings), seeds, workers);
        case DOUBLE_DQN -> DoubleDqn.learner(3, CHOICES, dqn(settings), seeds, workers);
        case TWO_NETWORK_DOUBLE_DQN ->
            new TwoNetworkDoubleDqn(
                3,
                CHOICES,
                Variation.of(
                    Variation.of(TwoNetworkDoubleDqn.Config.defaults(), settings), FOLLOWING),
                seeds,
                workers);
        case FQI ->
            FittedQIteration.learner(
                3,
                CHOICES,
                Variation.of(
                    Variation.of(FittedQIteration.Config.defaults(), settings),
                    "iterationUpdates",
                    2),
                seeds,
                workers);
        case DPG -> {
          Dpg.Config config = Variation.of(Dpg.Config.defaults(), rollouts);
          yield new Dpg(3, box, Variation.of(config, two), seeds, workers);
        }
        case DDPG -> {
          Ddpg.Config config = Variation.of(Ddpg.Config.defaults(), two);
          ActionNoise noise = ActionNoise.OrnsteinUhlenbeck.defaults();
          yield new Ddpg(3, box, Variation.of(config, "noise", noise), seeds, workers);
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
          yield new DiscreteSac(3, CHOICES, config, seeds, workers);
        }
        case NAF -> new Naf(3, box, Variation.of(Naf.Config.defaults(), settings), seeds, workers);
      };
    }

    private static Dqn.Config dqn(Map<String, ?> settings) {
      return Variation.of(Variation.of(Dqn.Config.defaults(), settings), FOLLOWING);
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

  /** Before its next update, and after it, of which not every figure need be. */
  @ParameterizedTest
  @EnumSource
  void a_restored_learner_reports_what_the_saved_one_did(Kind kind) {
    for (int updates : new int[] {0, 4, 5}) {
      RandomTransitions source = kind.transitions();
      OffPolicyLearner saved = kind.learner(1);
      for (int i = 0; i < updates; i++) {
        saved.update(source, 0.5);
      }
      InMemoryState state = InMemoryState.of(saved);
      OffPolicyLearner restored = kind.learner(1);
      state.restore(restored);
      assertThat(restored.metrics()).as("%d updates", updates).isEqualTo(saved.metrics());
      assertThat(restored.updates()).isEqualTo(updates);

      InMemoryState batches = new InMemoryState();
      source.save(batches);
      saved.update(source, 0.4);
      source.load(batches);
      restored.update(source, 0.4);
      assertThat(restored.metrics()).as("%d updates and one", updates).isEqualTo(saved.metrics());
    }
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

    Map<String, String> targets =
        switch (kind) {
          case DQN, DOUBLE_DQN, FQI, NAF -> Map.of("target", "network");
          case TWO_NETWORK_DOUBLE_DQN -> Map.of("targetA", "networkA", "targetB", "networkB");
          case TD3 -> Map.of("targets", "critics", "policyTarget", "policy");
          case DPG, ON_POLICY_SAC -> Map.of();
          case DDPG -> Map.of("criticTarget", "critic", "policyTarget", "policy");
          case SAC, DISCRETE_SAC -> Map.of("targets", "critics");
        };
    targets.forEach(
        (target, source) ->
            assertThat(networks.get(target).values())
                .containsExactly(networks.get(source).values()));
  }

  @ParameterizedTest
  @EnumSource
  void a_loss_that_is_not_finite_stops_the_learner(Kind kind) {
    OffPolicyLearner learner = kind.learner(1);
    learner.update(kind.transitions(), 1);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> learner.update(kind.transitions().rewards(Double.NaN), 1))
        .withMessageStartingWith(kind.algorithm() + ": update 2 ")
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

  /** The largest of several values would be a NaN among them. */
  @ParameterizedTest
  @EnumSource
  void nobody_acts_by_a_network_of_nan(Kind kind) {
    OffPolicyLearner learner = kind.learner(1);
    Diverged.spoil(learner.parameters().values());

    Diverged.requireRefused(kind.algorithm(), () -> kind.act(learner));
    Diverged.requireRefused(
        kind.algorithm(), () -> learner.greedy().act(new float[9], 3, new float[6]));
  }
}
