package dev.bellman.algorithms.policy;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import java.util.Arrays;

/** What another policy does, with noise, and clipped to the bounds of the actions. */
final class NoisyPolicy implements Policy, Stateful {
  private final Policy policy;
  private final Box actions;
  private final ActionNoise noise;
  private final Pcg64 random;
  private double[] memory = new double[0];

  /** {@code random} belongs to it from now on. */
  NoisyPolicy(Policy policy, Box actions, ActionNoise noise, Pcg64 random) {
    this.policy = policy;
    this.actions = actions;
    this.noise = noise;
    this.random = random;
  }

  @Override
  public void act(float[] observations, int rows, float[] out) {
    policy.act(observations, rows, out);
    int n = actions.size();
    if (memory.length < rows * n) {
      memory = Arrays.copyOf(memory, rows * n);
    }
    for (int i = 0; i < rows * n; i++) {
      float low = actions.low(i % n);
      float high = actions.high(i % n);
      out[i] = (float) Math.clamp(out[i] + next(i) * (high - low) / 2, low, high);
    }
  }

  /** The next noise of a component, in units in which actions lie in [−1, 1]. */
  private double next(int i) {
    return switch (noise) {
      case ActionNoise.Gaussian gaussian -> gaussian.deviation() * random.nextGaussian();
      case ActionNoise.OrnsteinUhlenbeck ou -> {
        double kick = ou.deviation() * Math.sqrt(ou.timeStep()) * random.nextGaussian();
        memory[i] += kick - ou.theta() * memory[i] * ou.timeStep();
        yield memory[i];
      }
    };
  }

  /** The noise of a row forgets. */
  @Override
  public void episodeEnded(int row) {
    policy.episodeEnded(row);
    int n = actions.size();
    if (memory.length >= (row + 1) * n) {
      Arrays.fill(memory, row * n, (row + 1) * n, 0);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
    out.put("memory", memory);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
    memory = new double[in.length("memory")];
    in.get("memory", memory);
  }
}
