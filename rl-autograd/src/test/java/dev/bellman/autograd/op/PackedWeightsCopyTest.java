package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.WeightLayout.Factor;
import dev.bellman.tensor.kernel.CacheLine;
import dev.bellman.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a copy of weights holds. */
class PackedWeightsCopyTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 3, 1", "1, 1, 7", "1, 37, 40", "1, 256, 2", "3, 37, 70", "2, 1, 1"})
  void everyCopyHoldsThePanelsOfEachMember(int members, int in, int out) {
    SplittableRandom random = new SplittableRandom(8);
    Parameters parameters = new Parameters("p");
    parameters.add("before", 1, 3); // so that the weights do not begin at 0
    Parameter weight = parameters.add("weight", members * in, out);
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    Kernels kernels = Kernels.active();
    for (Factor factor : new Factor[] {Factor.WEIGHT, Factor.TRANSPOSED}) {
      WeightLayout layout =
          new WeightLayout(weight.at(), weight.variable().extent(), members, factor);
      boolean transposed = factor == Factor.TRANSPOSED;
      int k = transposed ? out : in;
      int n = transposed ? in : out;
      for (int worker = 2; worker >= 0; worker--) {
        PackedWeights.Copy copy = parameters.store().packed(layout).of(worker);
        Region region = new Region(out, true);
        copy.place(region);
        float[] array = region.array();
        Arrays.fill(array, CacheLine.FIRST, array.length, Float.NaN);
        float[] expected = array.clone(); // gaps stay
        for (int e = 0; e < members; e++) {
          int from = weight.at() + e * in * out;
          int to = CacheLine.FIRST + e * kernels.packedSize(k, n);
          kernels.pack(transposed, k, n, values, from, out, expected, to);
        }
        copy.refresh();
        assertThat(array).as("worker %d, %s", worker, factor).isEqualTo(expected);
      }
    }
  }
}
