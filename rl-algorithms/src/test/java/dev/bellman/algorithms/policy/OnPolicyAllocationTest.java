package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.SteadyState;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What acting, updates and the loop allocate once they are warm: nothing. */
class OnPolicyAllocationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PPO act discrete",
        "PPO act box",
        "REINFORCE_WITHOUT_BASELINE act discrete",
        "REINFORCE update discrete",
        "REINFORCE_WITHOUT_BASELINE update box",
        "ACTOR_CRITIC update discrete",
        "A2C update box",
        "OFF_POLICY_PG update discrete",
        "PPO update discrete",
        "PPO update box",
        "PPO_KL update discrete",
        "PPO_KL_CLIPPED update box",
        "REINFORCE loop Pendulum-v1",
        "REINFORCE_WITHOUT_BASELINE loop CartPole-v1",
        "ACTOR_CRITIC loop Pendulum-v1",
        "A2C loop CartPole-v1",
        "OFF_POLICY_PG loop Pendulum-v1",
        "PPO loop CartPole-v1",
        "PPO loop Pendulum-v1",
        "PPO_KL loop CartPole-v1"
      })
  void nothing_is_allocated(String what) throws IOException, InterruptedException {
    SteadyState.assertNothingIsAllocated(OnPolicyAllocationTest.class, what);
  }

  /** Prints the least that any round of one case allocates. */
  public static void main(String[] arguments) {
    String[] what = arguments[0].split(" ");
    OnPolicyKind kind = OnPolicyKind.valueOf(what[0]);
    Runnable round =
        switch (what[1]) {
          case "act" -> act(kind, space(what[2]));
          case "update" -> update(kind, space(what[2]));
          default -> loop(kind, what[2]);
        };
    SteadyState.print(round);
  }

  private static Space space(String name) {
    return name.equals("box") ? Box.uniform(2, -1, 1) : new Discrete(3);
  }

  private static Runnable act(OnPolicyKind kind, Space actions) {
    OnPolicyLearner learner = kind.learner(4, actions, 3, 11);
    float[] observations = new float[3 * 4];
    float[] chosen = new float[3 * actions.size()];
    float[] logProbabilities = new float[3];
    float[] values = new float[3];
    return () -> {
      learner.act(observations, 3, chosen, logProbabilities);
      learner.values(observations, 3, values);
    };
  }

  /** 33 rows, odd in two minibatches: programs change their number of rows all the time. */
  private static Runnable update(OnPolicyKind kind, Space actions) {
    int n = kind.environments(3);
    OnPolicyLearner learner = // so slow that what it learns from the same rows for ever is little
        kind.learner(
            4,
            actions,
            n,
            33 / n,
            Schedule.constant(1e-7),
            0.99,
            List.of(8),
            Seeds.of(0),
            Workers.of(1));
    Rollout rollout = new Rollout(33 / n, n, 4, actions.size());
    for (int i = 0; i < rollout.size(); i++) {
      rollout.rewards()[i] = i % 5;
      rollout.logProbabilities()[i] = -1;
    }
    return () -> learner.update(rollout, 1);
  }

  private static Runnable loop(OnPolicyKind kind, String environment) {
    Training training =
        environment.equals("CartPole-v1")
            ? kind.training(
                () -> Environments.make(environment, Discrete.class), 3, 11, Seeds.of(0))
            : kind.training(() -> Environments.make(environment, Box.class), 3, 11, Seeds.of(0));
    return SteadyState.pieces(training, SteadyState.MANY);
  }
}
