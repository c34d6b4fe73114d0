package dev.bellman.autograd.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the weights of a layer begin. */
@FunctionalInterface
public interface Initializer {

  /**
   * Writes weight and bias of a layer.
   *
   * @param in inputs of the layer
   * @param out outputs of the layer
   * @param values the weight, {@code [in, out]} from {@code weightAt} on, and the bias, {@code
   *     [out]} from {@code biasAt} on; written
   */
  void initialize(
      int in, int out, RandomGenerator random, float[] values, int weightAt, int biasAt);

  /**
   * PyTorch's default: weight and bias uniform in ±1/√in (He et al. 2015 with a = √5).
   *
   * <pre>{@code
   * W, b ~ U(−1/√in, 1/√in)
   * }</pre>
   */
  static Initializer uniform() {
    return (in, out, random, values, weightAt, biasAt) -> {
      double bound = 1 / Math.sqrt(in);
      for (int i = 0; i < in * out; i++) {
        values[weightAt + i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      for (int i = 0; i < out; i++) {
        values[biasAt + i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    };
  }

  /**
   * An orthogonal weight times a gain, and a bias of zeros (Saxe et al. 2014).
   *
   * <pre>{@code
   * WᵀW = gain²·I  if out ≤ in, else  WWᵀ = gain²·I
   * }</pre>
   */
  static Initializer orthogonal(double gain) {
    return (in, out, random, values, weightAt, biasAt) -> {
      int vectors = Math.min(in, out);
      double[][] q = Orthonormal.vectors(vectors, Math.max(in, out), random);
      for (int i = 0; i < in; i++) {
        for (int j = 0; j < out; j++) {
          double entry = out <= in ? q[j][i] : q[i][j];
          values[weightAt + i * out + j] = (float) (gain * entry);
        }
      }
      Arrays.fill(values, biasAt, biasAt + out, 0f);
    };
  }
}
