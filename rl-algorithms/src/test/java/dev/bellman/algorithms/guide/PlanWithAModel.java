package dev.bellman.algorithms.guide;

import dev.bellman.algorithms.model.Cem;
import dev.bellman.algorithms.model.DynamicsModel;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.ImaginedSteps;
import dev.bellman.algorithms.model.Mpc;
import dev.bellman.algorithms.model.ReturnModel;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Configuration;
import dev.bellman.core.training.Evaluation;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Swings a pendulum up by plans in a model that was learned on the way. */
public class PlanWithAModel {
  private static final int HORIZON = 25;

  public static void main(String[] args) {
    Supplier<Environment<Box>> pendulum = () -> Environments.make("Pendulum-v1", Box.class);
    Seeds seeds = Seeds.of(0);
    Evaluation evaluation = Evaluation.of(planner(pendulum.get(), seeds), pendulum, 5, seeds);
    System.out.println("Mean return of 5 episodes: " + evaluation.mean());
  }

  /** Random steps, then plans in what was learned of them, which become data too. */
  static Policy planner(Environment<Box> world, Seeds seeds) {
    int n = world.observationSpace().size();
    Box actions = world.actionSpace();
    ReplayBuffer data = new ReplayBuffer(2000, n, actions.size());
    DynamicsModel model = model(n, actions, seeds);
    Mpc planner =
        new Mpc(
            n,
            actions,
            HORIZON,
            new Cem(50, 8, 4, 0.1, 1e-3),
            new Returns(model.steps("guide.steps")),
            seeds.stream("guide.search"));

    act(uniform(actions, seeds.stream("guide.uniform")), world, 1000, data);
    for (int episode = 0; episode < 4; episode++) {
      model.fit(data);
      act(planner, world, 200, data);
    }
    model.fit(data);
    return planner;
  }

  /** A network that says the reward and how the state changes. */
  private static DynamicsModel model(int observationSize, Box actions, Seeds seeds) {
    DynamicsModel.Config config =
        Configuration.with(
            DynamicsModel.Config.small(),
            Map.of("terminations", Terminations.NEVER, "hidden", List.of(64, 64)));
    return new DynamicsModel(
        "guide", observationSize, actions, config, Optional.empty(), seeds, Workers.of(1));
  }

  private static Policy uniform(Box box, Pcg64 random) {
    return (_, _, actions) -> {
      for (int i = 0; i < box.size(); i++) {
        actions[i] = (float) random.uniform(box.low(i), box.high(i));
      }
    };
  }

  /** Acts for some steps, which are added to the data. */
  private static void act(Policy policy, Environment<Box> world, int steps, ReplayBuffer data) {
    float[] s = new float[world.observationSpace().size()];
    float[] next = new float[s.length];
    float[] a = new float[world.actionSpace().size()];
    boolean over = true;
    for (int i = 0; i < steps; i++) {
      if (over) {
        world.reset(s, 0);
        policy.episodeEnded(0);
      }
      policy.act(s, 1, a);
      double[] r = {world.step(a, 0, next, 0)};
      boolean[] terminated = {world.terminated()};
      boolean[] truncated = {world.truncated()};
      data.add(1, s, a, r, terminated, truncated, next);
      over = terminated[0] || truncated[0];
      System.arraycopy(next, 0, s, 0, s.length);
    }
  }

  /** Sums of the imagined rewards, on average over the elites of a model. */
  private record Returns(ImaginedSteps model) implements ReturnModel {
    @Override
    public void returns(float[] observations, int at, int count, float[] sequences, double[] out) {
      int elites = model.group();
      int n = model.observationSize();
      int m = model.actionSize();
      int particles = count * elites; // each sequence has one of every elite
      float[] s = new float[particles * n];
      float[] a = new float[particles * m];
      double[] r = new double[particles];
      boolean[] terminated = new boolean[particles];
      for (int p = 0; p < particles; p++) {
        System.arraycopy(observations, at, s, p * n, n);
      }
      Arrays.fill(out, 0, count, 0);
      for (int t = 0; t < HORIZON; t++) {
        for (int p = 0; p < particles; p++) {
          System.arraycopy(sequences, (p / elites * HORIZON + t) * m, a, p * m, m);
        }
        model.imagine(particles, s, a, s, r, terminated);
        for (int p = 0; p < particles; p++) {
          out[p / elites] += r[p] / elites;
        }
      }
    }
  }
}
