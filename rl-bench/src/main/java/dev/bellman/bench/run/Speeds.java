package dev.bellman.bench.run;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.offline.BcRegularized;
import dev.bellman.algorithms.offline.Iql;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Naf;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.experience.UniformIndices;
import dev.bellman.core.policy.UniformPolicy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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

  /** One update of SAC on a batch out of 100 000 transitions. */
  public static Runnable sac(Speed.Sizes sizes) {
    Sac.Config config = ConfigBinding.with(Sac.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Sac sac = new Sac(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> sac.update(replay, 1);
  }

  /**
   * One update of TD3's critics on a batch out of 100 000 transitions; every second one has an
   * update of the policy and the targets with it.
   */
  public static Runnable td3(Speed.Sizes sizes) {
    Td3.Config config = ConfigBinding.with(Td3.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Td3 td3 = new Td3(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> td3.update(replay, 1);
  }

  /** One update of TD3+BC's critics, and every second time of its policy, as {@link #td3}. */
  public static Runnable td3Bc(Speed.Sizes sizes) {
    BcRegularized.Config like = BcRegularized.Config.td3();
    BcRegularized.Config config =
        new BcRegularized.Config(
            0,
            ConfigBinding.with(Td3.Config.defaults(), sized(sizes)),
            like.regularization(),
            like.observations());
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Normalizer observations =
        Normalizer.of(like.observations(), sizes.observations(), Optional.empty());
    OffPolicyLearner learner =
        BcRegularized.learner(
            sizes.observations(),
            actions,
            config,
            observations,
            seeds,
            Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.base().gamma(), seeds);
    return () -> learner.update(replay, 1);
  }

  /** One update of IQL on a batch out of 100 000 transitions. */
  public static Runnable iql(Speed.Sizes sizes) {
    Iql.Config config = ConfigBinding.with(Iql.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Iql iql =
        new Iql(
            sizes.observations(),
            actions,
            config,
            Normalizer.NONE,
            seeds,
            Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> iql.update(replay, 1);
  }

  /** One update of DDPG on a batch out of 100 000 transitions. */
  public static Runnable ddpg(Speed.Sizes sizes) {
    Ddpg.Config config = ConfigBinding.with(Ddpg.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Ddpg ddpg = new Ddpg(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> ddpg.update(replay, 1);
  }

  /** One update of NAF on a batch out of 100 000 transitions. */
  public static Runnable naf(Speed.Sizes sizes) {
    Naf.Config config = ConfigBinding.with(Naf.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Box actions = Box.uniform(sizes.actions(), -1, 1);
    Naf naf = new Naf(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(100_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> naf.update(replay, 1);
  }

  /** One update of discrete SAC on a batch out of 10 000 transitions. */
  public static Runnable discreteSac(Speed.Sizes sizes) {
    DiscreteSac.Config config = ConfigBinding.with(DiscreteSac.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Discrete actions = new Discrete(sizes.actions());
    DiscreteSac sac =
        new DiscreteSac(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(10_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> sac.update(replay, 1);
  }

  /** One update of DQN on a batch out of 10 000 transitions. */
  public static Runnable dqn(Speed.Sizes sizes) {
    Dqn.Config config = ConfigBinding.with(Dqn.Config.defaults(), sized(sizes));
    Seeds seeds = Seeds.of(0);
    Discrete actions = new Discrete(sizes.actions());
    Dqn dqn = new Dqn(sizes.observations(), actions, config, seeds, Workers.of(sizes.threads()));
    Replay replay = replay(10_000, sizes.observations(), actions, config.gamma(), seeds);
    return () -> dqn.update(replay, 1);
  }

  private static Map<String, String> sized(Speed.Sizes sizes) {
    String hidden = sizes.hidden().stream().map(String::valueOf).collect(Collectors.joining(","));
    return Map.of("batchSize", Integer.toString(sizes.batch()), "hidden", hidden);
  }

  /** A full buffer of random transitions, one in a hundred of which terminates. */
  private static Replay replay(
      int rows, int observations, Space actions, double gamma, Seeds seeds) {
    Pcg64 random = seeds.stream("speed");
    ReplayBuffer buffer = new ReplayBuffer(rows, observations, actions.size());
    float[] before = new float[observations];
    float[] after = new float[observations];
    float[] action = new float[actions.size()];
    double[] reward = new double[1];
    boolean[] terminated = new boolean[1];
    boolean[] truncated = new boolean[1];
    UniformPolicy policy = new UniformPolicy(actions, random);
    for (int i = 0; i < rows; i++) {
      fill(before, random);
      fill(after, random);
      policy.act(before, 1, action);
      reward[0] = random.nextGaussian();
      terminated[0] = random.integers(100) == 0;
      buffer.add(1, before, action, reward, terminated, truncated, after);
    }
    return new Replay(buffer, new UniformIndices(seeds.stream("replay")), new OneStep(gamma));
  }

  private static void fill(float[] numbers, RandomGenerator random) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
  }
}
