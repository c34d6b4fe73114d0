package dev.bellman.algorithms.model;

import dev.bellman.algorithms.SteadyState;
import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What updates between two fits, imagined steps and plans allocate once they are warm: nothing. */
class ModelAllocationTest {
  private static final int OBSERVATION = 2;

  @ParameterizedTest
  @ValueSource(strings = {"dyna", "mve", "mbpo", "pets", "steps"})
  void nothing_is_allocated(String what) throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(ModelAllocationTest.class, what);
  }

  /** Prints the least that any round of two allocates: TD3's second update is a longer one. */
  public static void main(String[] arguments) {
    Runnable round =
        arguments[0].equals("steps")
            ? steps()
            : learner(Learners.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
    SteadyState.print(
        () -> {
          round.run();
          round.run();
        });
  }

  /** In a model, in one whose rewards and ends are known, and in the world itself. */
  private static Runnable steps() {
    ImaginedSteps learned = steps(Map.of());
    ImaginedSteps known =
        steps(
            Map.of(
                "rewards", DynamicsModel.Rewards.KNOWN,
                "terminations", DynamicsModel.Terminations.KNOWN));
    KnownReturns world = new KnownReturns(new Models.Walk(), 1, 1, 2, 0.9);
    int count = 8;
    float[] s = new float[count * OBSERVATION];
    float[] s2 = new float[count * OBSERVATION];
    float[] a = new float[count];
    double[] rewards = new double[count];
    boolean[] terminates = new boolean[count];
    return () -> {
      learned.imagine(count, s, a, s2, rewards, terminates);
      known.imagine(count, s, a, s2, rewards, terminates);
      world.returns(s, 0, count / 2, a, rewards);
    };
  }

  private static ImaginedSteps steps(Map<String, ?> values) {
    DynamicsModel.Config config = Variation.of(Learners.model(8), values);
    Equations walk = new Models.Walk();
    return Models.model(OBSERVATION, 1, config, Optional.of(walk)).steps("allocation");
  }

  private static Runnable learner(Learners kind) {
    ReplayBuffer buffer = Models.linearData(60, OBSERVATION, 1, Seeds.of(1));
    if (kind == Learners.DYNA) {
      Arrays.fill(buffer.actions(), 1);
    }
    Replay replay = new Replay(buffer, new UniformIndices(Pcg64.of(1)), new OneStep(0.9));
    OffPolicyLearner learner =
        kind.learner(buffer, Variation.of(Learners.model(8), Map.of("every", 1_000_000_000)));
    float[] observations = new float[2 * OBSERVATION];
    float[] actions = new float[2];
    return () -> {
      learner.act(observations, 2, 0.5, actions);
      learner.episodeEnded(1);
      learner.greedy().act(observations, 2, actions);
      learner.update(replay, 0.5);
    };
  }
}
