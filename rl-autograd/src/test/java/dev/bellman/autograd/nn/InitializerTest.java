package dev.bellman.autograd.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
  private static final float UNTOUCHED = 77;

  /** Weight from 3 on, one number between, bias, one number after. */
  private static float[] initialized(Initializer initializer, int in, int out, long seed) {
    float[] values = new float[3 + in * out + 1 + out + 1];
    Arrays.fill(values, UNTOUCHED);
    int biasAt = 3 + in * out + 1;
    initializer.initialize(in, out, new SplittableRandom(seed), values, 3, biasAt);
    assertThat(values[2]).isEqualTo(UNTOUCHED);
    assertThat(values[biasAt - 1]).isEqualTo(UNTOUCHED);
    assertThat(values[biasAt + out]).isEqualTo(UNTOUCHED);
    return values;
  }

  @ParameterizedTest
  @CsvSource({"64,64", "64,16", "4,64", "1,5", "5,1", "1,1", "17,33"})
  void orthogonalWeightsAreOrthogonal(int in, int out) {
    double gain = Math.sqrt(2);
    float[] values = initialized(Initializer.orthogonal(gain), in, out, 3);
    boolean columns = out <= in;
    int n = Math.min(in, out);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double product = 0;
        for (int k = 0; k < Math.max(in, out); k++) {
          product +=
              columns
                  ? w(values, out, k, a) * w(values, out, k, b)
                  : w(values, out, a, k) * w(values, out, b, k);
        }
        assertThat(product).isEqualTo(a == b ? 2 : 0, offset(1e-6));
      }
    }
    for (int j = 0; j < out; j++) {
      assertThat(values[3 + in * out + 1 + j]).isZero();
    }
  }

  private static double w(float[] values, int out, int i, int j) {
    return values[3 + i * out + j];
  }

  /** Both signs are as likely: the first entry of a 1×1 weight is +gain or −gain. */
  @Test
  void orthogonalWeightsHaveNoPreferredSign() {
    int positive = 0;
    for (int seed = 0; seed < 400; seed++) {
      positive += initialized(Initializer.orthogonal(1), 1, 1, seed)[3] > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(150, 250);
  }

  /** PyTorch's nn.Linear: U(±1/√in) for weight and bias. */
  @Test
  void uniformFillsItsBounds() {
    int in = 100;
    int out = 200;
    float[] values = initialized(Initializer.uniform(), in, out, 5);
    assertUniform(values, 3, in * out);
    assertUniform(values, 3 + in * out + 1, out);
  }

  private static void assertUniform(float[] values, int at, int n) {
    double sum = 0;
    double squares = 0;
    double max = 0;
    for (int i = 0; i < n; i++) {
      sum += values[at + i];
      squares += values[at + i] * values[at + i];
      max = Math.max(max, Math.abs(values[at + i]));
    }
    double deviation = 0.1 / Math.sqrt(3); // of U(−0.1, 0.1)
    assertThat(max).isBetween(0.095, 0.1000001);
    assertThat(sum / n).isEqualTo(0, offset(5 * deviation / Math.sqrt(n)));
    assertThat(Math.sqrt(squares / n)).isEqualTo(deviation, offset(deviation * 3 / Math.sqrt(n)));
  }

  @Test
  void equalSeedsGiveEqualWeights() {
    assertThat(initialized(Initializer.orthogonal(1), 4, 3, 9))
        .isEqualTo(initialized(Initializer.orthogonal(1), 4, 3, 9))
        .isNotEqualTo(initialized(Initializer.orthogonal(1), 4, 3, 10));
  }
}
