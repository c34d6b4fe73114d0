package dev.bellman.algorithms;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Dpg;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.OnPolicySac;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Variant;
import dev.bellman.core.experience.AllRows;
import dev.bellman.core.experience.Indices;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What adding, sampling, updating and acting allocate once they are warm: nothing. The learners of
 * action values do all that in the loop, whose pieces have 25 steps of four environments each.
 */
class OffPolicyAllocationTest {
  private static final int OBSERVATION = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dpg",
        "ddpg",
        "td3",
        "sac",
        "on-policy-sac",
        "discrete-sac",
        "naf",
        "DQN",
        "N_STEP",
        "PRIORITIZED",
        "DUELING",
        "DOUBLE_DQN",
        "TWO_NETWORK_DOUBLE_DQN",
        "FQI"
      })
  void nothing_is_allocated(String algorithm) throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(OffPolicyAllocationTest.class, algorithm);
  }

  /** Prints the least that any round of two updates allocates: TD3's second one is a longer one. */
  public static void main(String[] arguments) {
    Runnable round = round(arguments[0]);
    SteadyState.print(
        () -> {
          round.run();
          round.run();
        });
  }

  private static Runnable round(String algorithm) {
    return Character.isUpperCase(algorithm.charAt(0))
        ? loop(Variant.valueOf(algorithm))
        : alone(algorithm);
  }

  private static Runnable loop(Variant variant) {
    Variant.Settings settings =
        new Variant.Settings(
            new OffPolicy.Config(4, 400, 100, 1, 2),
            Schedule.ramp(1, 0.1, 0.5),
            Schedule.linear(1e-4),
            11,
            0.99,
            3,
            List.of(8));
    Training training =
        variant.training(
            () -> Environments.make("CartPole-v1", Discrete.class), settings, Seeds.of(0));
    return SteadyState.pieces(training, SteadyState.MANY);
  }

  private static Runnable alone(String algorithm) {
    boolean discrete = algorithm.equals("discrete-sac");
    boolean onPolicy = algorithm.equals("dpg") || algorithm.equals("on-policy-sac");
    int actionSize = discrete ? 1 : 2;
    ReplayBuffer buffer = new ReplayBuffer(onPolicy ? 12 : 100, OBSERVATION, actionSize);
    Indices indices = onPolicy ? new AllRows() : new UniformIndices(Pcg64.of(1));
    Replay replay = new Replay(buffer, indices, new OneStep(0.99));
    float[] observations = new float[3 * OBSERVATION];
    float[] actions = new float[3 * actionSize];
    double[] rewards = {1, -1, 0};
    boolean[] terminated = {false, true, false};
    boolean[] truncated = new boolean[3];
    Runnable adding =
        () -> buffer.add(3, observations, actions, rewards, terminated, truncated, observations);
    for (int i = 0; i < 4; i++) {
      adding.run(); // twelve rows: a rollout
    }
    OffPolicyLearner learner = learner(algorithm);
    Policy greedy = learner.greedy();
    return () -> {
      adding.run();
      learner.act(observations, 3, 0.5, actions);
      learner.episodeEnded(1);
      greedy.act(observations, 3, actions);
      learner.update(replay, 0.5);
    };
  }

  private static OffPolicyLearner learner(String algorithm) {
    Schedule rate = Schedule.linear(1e-4);
    List<Integer> hidden = List.of(8);
    Map<String, ?> batches = Map.of("learningRate", rate, "batchSize", 11, "hidden", hidden);
    Map<String, ?> rollouts = Map.of("environments", 3, "rolloutSteps", 4, "hidden", hidden);
    Map<String, ?> follows = Map.of("tau", 0.5, "targetPeriod", 2);
    Box box = new Box(new float[] {-2, 0}, new float[] {2, 1});
    Discrete three = new Discrete(3);
    Seeds seeds = Seeds.of(0);
    return switch (algorithm) {
      case "dpg" -> new Dpg(OBSERVATION, box, Variation.of(Dpg.Config.defaults(), rollouts), seeds);
      case "ddpg" -> {
        Map<String, ?> own =
            Map.of(
                "batchSize",
                11,
                "hidden",
                hidden,
                "noise",
                ActionNoise.OrnsteinUhlenbeck.defaults());
        yield new Ddpg(OBSERVATION, box, Variation.of(Ddpg.Config.defaults(), own), seeds);
      }
      case "td3" -> new Td3(OBSERVATION, box, Variation.of(Td3.Config.defaults(), batches), seeds);
      case "sac" -> new Sac(OBSERVATION, box, Variation.of(Sac.Config.defaults(), batches), seeds);
      case "on-policy-sac" -> {
        OnPolicySac.Config config = Variation.of(OnPolicySac.Config.defaults(), rollouts);
        yield new OnPolicySac(OBSERVATION, box, config, seeds);
      }
      case "discrete-sac" -> {
        DiscreteSac.Config config = Variation.of(DiscreteSac.Config.defaults(), batches);
        yield new DiscreteSac(OBSERVATION, three, Variation.of(config, follows), seeds);
      }
      case "naf" -> new Naf(OBSERVATION, box, Variation.of(Naf.Config.defaults(), batches), seeds);
      default -> throw new IllegalArgumentException(algorithm);
    };
  }
}
