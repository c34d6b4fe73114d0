package dev.bellman.bench.run;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.random.RandomGenerator;

/** The updates of the algorithms on random data, for {@code rl speed} and the benchmarks. */
public final class Speeds {
  private Speeds() {}

  /** One minibatch step of PPO with discrete actions; the rollout is the minibatch. */
  public static Runnable ppo(Speed.Sizes sizes) {
    int batch = sizes.batch();
    Ppo.Config like = Ppo.Config.defaults();
    Ppo.Config config =
        new Ppo.Config(
            1,
            batch,
            1,
            1,
            Schedule.constant(like.learningRate().initial()),
            like.gamma(),
            like.lambda(),
            like.clip(),
            like.valueClip(),
            like.entropyCoefficient(),
            like.valueCoefficient(),
            like.maxGradientNorm(),
            like.targetKl(),
            sizes.hidden());
    Seeds seeds = Seeds.of(0);
    Pcg64 random = seeds.stream("speed");
    Rollout rollout = new Rollout(batch, 1, sizes.observations(), 1);
    fill(rollout.observations(), random);
    fill(rollout.rewards(), random);
    fill(rollout.values(), random);
    fill(rollout.nextValues(), random);
    for (int i = 0; i < batch; i++) {
      rollout.actions()[i] = random.integers(sizes.actions());
      rollout.logProbabilities()[i] = (float) -Math.log(sizes.actions());
    }
    Ppo ppo =
        new Ppo(
            sizes.observations(),
            new Discrete(sizes.actions()),
            config,
            seeds,
            Workers.of(sizes.threads()));
    return () -> ppo.update(rollout, 1);
  }

  private static void fill(float[] numbers, RandomGenerator random) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
  }
}
