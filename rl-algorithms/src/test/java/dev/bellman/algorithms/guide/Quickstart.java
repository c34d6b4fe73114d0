package dev.bellman.algorithms.guide;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Training;
import dev.bellman.core.training.TrainingListener;
import dev.bellman.envs.Environments;
import java.util.function.Supplier;

/** PPO learns to balance a pole on a cart. */
public class Quickstart {
  public static void main(String[] args) {
    Supplier<Environment<Discrete>> cartPole =
        () -> Environments.make("CartPole-v1", Discrete.class);
    Training training = Ppo.on(cartPole, Ppo.Config.defaults(), Seeds.of(0));
    training.train(100_000, TrainingListener.NONE);
    Evaluation evaluation = Evaluation.of(training.greedy(), cartPole, 20, Seeds.of(0));
    System.out.println("Mean return of 20 episodes: " + evaluation.mean());
  }
}
