/** Float32 arrays, shapes and the SIMD kernels under them. */
module dev.bellman.tensor {
  requires static jdk.incubator.vector;

  exports dev.bellman.tensor;
  exports dev.bellman.tensor.parallel;
  exports dev.bellman.tensor.random;
  exports dev.bellman.tensor.kernel to
      dev.bellman.autograd,
      dev.bellman.core;
}
