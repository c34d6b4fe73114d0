package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The distribution of the noise; the seed is fixed, so these fail always or never. */
class NoiseTest {

  private static final int N = 1 << 20;
  private static final Kernels KERNELS = Kernels.active();

  @Test
  void uniformNumbersFillEqualBinsEqually() {
    float[] u = new float[N];
    KERNELS.uniform(N, 42, 7, u, 0);
    int[] counts = new int[64];
    for (float x : u) {
      assertThat(x >= 0f && x < 1f).as("%s in [0, 1)", x).isTrue();
      assertThat(x * 0x1p24f % 1f).isZero();
      counts[(int) (x * 64)]++;
    }
    assertThat(chiSquare(counts)).as("63 degrees of freedom").isBetween(30.0, 110.0);
    assertThat(correlation(u, u, 1)).isEqualTo(0, offset(0.004));
    assertThat(correlation(u, u, 16)).isEqualTo(0, offset(0.004));
  }

  @Test
  void normalNumbersHaveTheMomentsAndTheDecilesOfTheNormalDistribution() {
    float[] z = new float[N];
    KERNELS.normal(N, 42, 7, z, 0);
    double[] moments = new double[5];
    double[] deciles = {
      -1.2815516, -0.8416212, -0.5244005, -0.2533471, 0, 0.2533471, 0.5244005, 0.8416212, 1.2815516
    };
    int[] counts = new int[10];
    for (float x : z) {
      assertThat(Float.isFinite(x)).isTrue();
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(x, power) / N;
      }
      int place = Arrays.binarySearch(deciles, x);
      counts[place < 0 ? -place - 1 : place]++;
    }
    // five standard errors: √(1, 2, 15, 96)/2¹⁰ for the four moments
    assertThat(moments[1]).isEqualTo(0, offset(0.005));
    assertThat(moments[2]).isEqualTo(1, offset(0.007));
    assertThat(moments[3]).isEqualTo(0, offset(0.019));
    assertThat(moments[4]).isEqualTo(3, offset(0.048));
    assertThat(chiSquare(counts)).as("9 degrees of freedom").isBetween(1.1, 28.0);
    assertThat(correlation(z, z, 1)).isEqualTo(0, offset(0.005));
    assertThat(correlation(z, z, 16)).isEqualTo(0, offset(0.005));
  }

  @Test
  void neighbouringKeysAndCountersAreUncorrelated() {
    float[] base = new float[N];
    float[] other = new float[N];
    KERNELS.normal(N, 1, 1, base, 0);
    KERNELS.normal(N, 2, 1, other, 0);
    assertThat(correlation(base, other, 0)).isEqualTo(0, offset(0.005));
    KERNELS.normal(N, 1, 2, other, 0);
    assertThat(correlation(base, other, 0)).isEqualTo(0, offset(0.005));
    KERNELS.normal(N, 1L << 32, 1, other, 0);
    assertThat(correlation(base, other, 0)).isEqualTo(0, offset(0.005));
    KERNELS.normal(N, 1, 1 + (1L << 32), other, 0);
    assertThat(correlation(base, other, 0)).isEqualTo(0, offset(0.005));
  }

  @Test
  void anElementDoesNotDependOnHowManyThereAre() {
    float[] all = new float[1000];
    KERNELS.normal(1000, 5, 6, all, 0);
    for (int n : new int[] {1, 17, 63, 64, 65, 200}) {
      float[] some = new float[n];
      KERNELS.normal(n, 5, 6, some, 0);
      assertThat(some).isEqualTo(Arrays.copyOf(all, n));
    }
  }

  @Test
  void theStreamIsWhatItWas() {
    float[] u = new float[3];
    KERNELS.uniform(3, 42, 0, u, 0);
    assertThat(u).containsExactly(0.6892403f, 0.9578612f, 0.68308896f);
    KERNELS.normal(3, 42, 0, u, 0);
    assertThat(u).containsExactly(-0.4337467f, 0.04941444f, 0.86694574f);
  }

  private static double chiSquare(int[] counts) {
    double expected = (double) N / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static double correlation(float[] x, float[] y, int lag) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < N; i++) {
      meanX += x[i] / (double) N;
      meanY += y[i] / (double) N;
    }
    double product = 0;
    double squareX = 0;
    double squareY = 0;
    for (int i = 0; i < N; i++) {
      product += i + lag < N ? (x[i] - meanX) * (y[i + lag] - meanY) : 0;
      squareX += (x[i] - meanX) * (x[i] - meanX);
      squareY += (y[i] - meanY) * (y[i] - meanY);
    }
    return product / Math.sqrt(squareX * squareY);
  }
}
