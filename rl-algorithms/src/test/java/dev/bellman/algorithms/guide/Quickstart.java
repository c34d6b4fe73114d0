package dev.bellman.algorithms.guide;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.envs.Environments;

class Quickstart {
  public static void main(String[] args) {
    Training training =
        Ppo.on(
            () -> Environments.make("CartPole-v1", Discrete.class),
            Ppo.Config.defaults(),
            Seeds.of(0));
    training.train(100_000, t -> {});
    System.out.println("Mean return of the latest episodes: " + training.episodes().meanReturn());
  }
}
