package dev.bellman.bench.run;

import dev.bellman.tensor.kernel.Kernels;

/**
 * What of the machine a result may depend on.
 *
 * @param kernels {@code simd} or {@code scalar}
 * @param lanes floats handled at a time
 */
record Machine(String kernels, int lanes) {

  static Machine current() {
    Kernels active = Kernels.active();
    return new Machine(active.name(), active.lanes());
  }

  @Override
  public String toString() {
    return kernels + " kernels of " + lanes + (lanes == 1 ? " lane" : " lanes");
  }
}
