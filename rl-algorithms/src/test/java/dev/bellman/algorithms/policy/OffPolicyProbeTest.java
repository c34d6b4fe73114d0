package dev.bellman.algorithms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.network.Critic;
import dev.bellman.algorithms.network.TwinValues;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes of time limits for learners of a policy from transitions: Q(s, μ(s)) is what it gets. */
class OffPolicyProbeTest {
  private static final double GAMMA = 0.8;
  private static final List<Integer> HIDDEN = List.of(16);
  private static final Workers ONE = Workers.of(1);
  private static final Seeds SEEDS = Seeds.of(2);

  private static final Map<String, ?> COMMON = Map.of("gamma", GAMMA, "hidden", HIDDEN);
  private static final Map<String, ?> ONE_RATE = Map.of("learningRate", Schedule.linear(1e-2));
  private static final Map<String, ?> TWO_RATES =
      Map.of(
          "policyLearningRate", Schedule.linear(1e-2), "criticLearningRate", Schedule.linear(1e-2));
  private static final Map<String, ?> REPLAY =
      Map.of("experience", new OffPolicy.Config(4, 2000, 200, 1, 1), "batchSize", 32, "tau", 0.05);
  private static final Map<String, ?> ROLLOUTS =
      Map.of("environments", 16, "rolloutSteps", 8, "updates", 4);

  /** Values without the entropy's part, nearly. */
  private static final Map<String, ?> COLD =
      Map.of("temperature", 1e-4, "temperatureLearningRate", Schedule.constant(0));

  enum Kind {
    DPG("critic", 50_000),
    DDPG("critic", 6_000),
    TD3("critics", 6_000),
    SAC("critics", 6_000),
    ON_POLICY_SAC("critic", 25_000),
    DISCRETE_SAC("critics", 6_000),
    NAF("network", 6_000);

    private final String critic;
    private final long steps;

    Kind(String critic, long steps) {
      this.critic = critic;
      this.steps = steps;
    }

    Training trained(World world) {
      Training training = training(world);
      training.train(steps, TrainingListener.NONE);
      return training;
    }

    private Training training(World world) {
      return switch (this) {
        case DPG -> {
          Dpg.Config config = of(Dpg.Config.defaults(), TWO_RATES, ROLLOUTS);
          config = Variation.of(config, "noise", new ActionNoise.Gaussian(0.5));
          yield Dpg.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
        case DDPG -> {
          Ddpg.Config config = of(Ddpg.Config.defaults(), TWO_RATES, REPLAY);
          config = Variation.of(config, "criticDecay", 0.0);
          yield Ddpg.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
        case TD3 -> {
          Td3.Config config = of(Td3.Config.defaults(), ONE_RATE, REPLAY);
          yield Td3.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
        case SAC -> {
          Sac.Config config = of(Sac.Config.defaults(), ONE_RATE, REPLAY, COLD);
          yield Sac.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
        case ON_POLICY_SAC -> {
          OnPolicySac.Config config = of(OnPolicySac.Config.defaults(), ONE_RATE, ROLLOUTS);
          config = Variation.of(config, "temperature", 1e-4);
          yield OnPolicySac.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
        case DISCRETE_SAC -> {
          DiscreteSac.Config config = of(DiscreteSac.Config.defaults(), ONE_RATE, REPLAY, COLD);
          config = Variation.of(config, "targetPeriod", 1);
          yield DiscreteSac.on(() -> Probe.discrete(world), config, SEEDS, ONE);
        }
        case NAF -> {
          Naf.Config config = of(Naf.Config.defaults(), ONE_RATE, REPLAY);
          yield Naf.on(() -> Probe.box(world), config, SEEDS, ONE);
        }
      };
    }

    @SafeVarargs
    private static <C extends Record> C of(C config, Map<String, ?>... settings) {
      C all = Variation.of(config, COMMON);
      for (Map<String, ?> some : settings) {
        all = Variation.of(all, some);
      }
      return all;
    }

    private Var value(Parameters critic, Var s, Var a) {
      RandomGenerator overwritten = SEEDS.stream("overwritten");
      return switch (this) {
        case DPG, DDPG, ON_POLICY_SAC -> new Critic(critic, 1, 1, HIDDEN, overwritten).at(s, a);
        case TD3, SAC ->
            TwinValues.of(critic, 1, Box.uniform(1, -1, 1), HIDDEN, overwritten).min(s, a);
        case DISCRETE_SAC ->
            TwinValues.of(critic, 1, new Discrete(2), HIDDEN, overwritten).min(s, a);
        case NAF -> new QuadraticCritic(critic, 1, 1, HIDDEN, overwritten).at(s).at(a);
      };
    }

    /** Q(s, μ(s)). */
    double value(Training training, float observation) {
      float[] observations = {observation};
      float[] actions = new float[1];
      training.greedy().act(observations, 1, actions);
      Parameters parameters = new Parameters(critic);
      Var s = Var.input("s", 1);
      Var a = Var.input("a", 1);
      Var value = value(parameters, s, a);
      parameters.copyFrom(training.parameters().get(critic));
      Program program = Program.of(value);
      program.prepare(1);
      program.region(s).copyFrom(observations, 0, 1);
      program.region(a).copyFrom(actions, 0, 1);
      program.run();
      return program.region(value).get(0, 0);
    }
  }

  /** Reward 1 for ever is worth 5; who takes the time limit for an end gets about 3.6. */
  @ParameterizedTest
  @EnumSource
  void a_time_limit_is_no_end(Kind kind) {
    Training training = kind.trained(World.ENDLESS_REWARD);

    assertThat(kind.value(training, 0)).isCloseTo(1 / (1 - GAMMA), within(0.05));
  }

  /** What is seen at the limit is worth nothing, whatever the next episode begins with. */
  @ParameterizedTest
  @EnumSource
  void the_next_episode_is_left_out(Kind kind) {
    Training training = kind.trained(World.PRECIOUS_START);

    assertThat(kind.value(training, 0)).isCloseTo(0, within(0.05));
    assertThat(kind.value(training, 1)).isCloseTo(10, within(0.05));
  }
}
