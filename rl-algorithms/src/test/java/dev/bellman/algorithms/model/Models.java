package dev.bellman.algorithms.model;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small models and what they learn from. */
final class Models {
  private Models() {}

  /** Two elites without hidden layers, whose predictions can be computed by hand. */
  static final DynamicsModel.Config LINEAR =
      new DynamicsModel.Config(
          2,
          2,
          Head.DETERMINISTIC,
          DynamicsModel.Rewards.LEARNED,
          Terminations.NEVER,
          List.of(),
          1e-2,
          0,
          16,
          0,
          0,
          3,
          1_000_000);

  static DynamicsModel.Config linear(Map<String, ?> values) {
    return Variation.of(LINEAR, values);
  }

  /** A model of observations of {@code n} floats and actions in [−1, 1] of {@code m}. */
  static DynamicsModel model(int n, int m, DynamicsModel.Config config) {
    return model(n, m, config, Optional.empty());
  }

  static DynamicsModel model(
      int n, int m, DynamicsModel.Config config, Optional<Equations> equations) {
    return new DynamicsModel(
        "test", n, Box.uniform(m, -1, 1), config, equations, Seeds.of(7), Workers.of(1));
  }

  /**
   * Random steps of s′ᵢ = 0.8·sᵢ + 0.3·a₀ − 0.1·s₀ + 0.05, r = s₀ − a₀, a seventh of which
   * terminate.
   */
  static ReplayBuffer linearData(int rows, int n, int m, Seeds seeds) {
    Pcg64 random = seeds.stream("data");
    float[] s = new float[rows * n];
    float[] a = new float[rows * m];
    float[] s2 = new float[rows * n];
    double[] rewards = new double[rows];
    boolean[] terminated = new boolean[rows];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.uniform(-1, 1);
    }
    for (int row = 0; row < rows; row++) {
      for (int i = row * n; i < (row + 1) * n; i++) {
        s[i] = (float) random.uniform(-1, 1);
        s2[i] = 0.8f * s[i] + 0.3f * a[row * m] - 0.1f * s[row * n] + 0.05f;
      }
      rewards[row] = s[row * n] - a[row * m];
      terminated[row] = row % 7 == 3;
    }
    ReplayBuffer buffer = new ReplayBuffer(rows, n, m);
    buffer.add(rows, s, a, rewards, terminated, new boolean[rows], s2);
    return buffer;
  }

  /** Overwrites the weights of the elites with random ones of about this size. */
  static void randomElites(DynamicsModel model, double size, Seeds seeds) {
    Pcg64 random = seeds.stream("elites");
    Parameters elites = model.parameters().get("elites");
    for (Parameter p : elites.all()) {
      if (p.name().startsWith("layer")) {
        for (int i = p.at(); i < p.at() + p.rows() * p.columns(); i++) {
          elites.values()[i] = (float) (size * random.nextGaussian());
        }
      }
    }
    elites.written();
  }

  /** What the elites of a model without hidden layers predict, computed by hand. */
  record ByHand(
      float[] scale, float[] network, int weight, int bias, int inputs, int targets, int outputs) {

    static ByHand of(DynamicsModel model, int inputs, int targets) {
      float[] scale = new float[2 * (inputs + targets)];
      InMemoryState.of(model).scope("scale").get("values", scale);
      Parameters elites = model.parameters().get("elites");
      Parameter weight = named(elites, "layer.0.weight");
      Parameter bias = named(elites, "layer.0.bias");
      float[] values = elites.values().clone();
      return new ByHand(scale, values, weight.at(), bias.at(), inputs, targets, weight.columns());
    }

    private static Parameter named(Parameters parameters, String name) {
      return parameters.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** (r, s′ − s), and the rest of what the member says as it is. */
    double[] predict(int member, double... x) {
      double[] y = new double[outputs];
      for (int k = 0; k < outputs; k++) {
        y[k] = network[bias + member * outputs + k];
        for (int i = 0; i < inputs; i++) {
          double standard = (x[i] - scale[i]) / scale[inputs + i];
          y[k] += standard * network[weight + (member * inputs + i) * outputs + k];
        }
        if (k < targets) {
          y[k] = y[k] * scale[2 * inputs + targets + k] + scale[2 * inputs + k];
        }
      }
      return y;
    }
  }

  /** A world of one number: s′ = s + a, r = 10·s′ − a, over where s′ &gt; ½. */
  static final class Walk implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      out[at] = s[sAt] + a[aAt];
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return 10 * s2[s2At] - a[aAt];
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return s2[at] > 0.5f;
    }
  }
}
