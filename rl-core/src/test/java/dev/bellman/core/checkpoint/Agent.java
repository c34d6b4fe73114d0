package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;
import java.util.List;
import java.util.Map;

/** A small state of all three types in nested scopes, as far as {@code step}. */
final class Agent implements Stateful {
  long step;
  final float[] weights = new float[6];
  final double[] mean = new double[3];
  final float[] empty = new float[0];
  double temperature;

  Agent(long step) {
    this.step = step;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = step + i / 8f;
    }
    mean[0] = -0.0;
    mean[1] = Double.NaN;
    mean[2] = step;
    temperature = 1.0 / (1 + step);
  }

  @Override
  public void save(StateWriter out) {
    out.put("steps", step);
    out.scope("networks").scope("actor").put("weight", weights);
    out.scope("normaliser").put("mean", mean);
    out.put("temperature", temperature);
    out.put("empty", empty);
  }

  @Override
  public void load(StateReader in) {
    step = in.getLong("steps");
    in.scope("networks").scope("actor").get("weight", weights);
    in.scope("normaliser").get("mean", mean);
    temperature = in.getDouble("temperature");
    in.get("empty", empty);
  }

  List<SafeTensor> networks() {
    return List.of(
        SafeTensor.of("actor.weight", weights, 2, 3),
        SafeTensor.of("actor.bias", new float[] {step}, 1));
  }

  Map<String, String> about() {
    return Map.of("algorithm", "td3", "kernels", "scalar", "saved at", String.valueOf(step));
  }
}
