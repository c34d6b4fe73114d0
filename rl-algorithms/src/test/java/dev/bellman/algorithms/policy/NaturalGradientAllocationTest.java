package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.SteadyState;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update allocates once it is warm: nothing. */
class NaturalGradientAllocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"NPG discrete", "NPG box", "TRPO discrete", "TRPO box"})
  void nothing_is_allocated(String what) throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(NaturalGradientAllocationTest.class, what);
  }

  /** Prints the least that any update of one case allocates. */
  public static void main(String[] arguments) {
    String[] what = arguments[0].split(" ");
    Space actions = what[1].equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
    Map<String, Object> settings =
        Map.of(
            "environments", 3,
            "rolloutSteps", 11,
            "epochs", 2,
            "batchSize", 17, // the program changes its number of rows all the time
            "delta", 1e-6,
            "hidden", List.of(8));
    OnPolicyLearner learner =
        NaturalMethod.valueOf(what[0]).learner(4, actions, settings, Seeds.of(0));
    Rollout rollout = new Rollout(11, 3, 4, actions.size());
    Pcg64 random = Seeds.of(0).stream("rollout");
    for (int i = 0; i < rollout.size(); i++) {
      rollout.rewards()[i] = random.integers(5);
      rollout.actions()[i] = random.integers(2);
    }
    for (int i = 0; i < rollout.observations().length; i++) {
      rollout.observations()[i] = (float) random.nextGaussian();
    }
    SteadyState.print(() -> learner.update(rollout, 1));
  }
}
