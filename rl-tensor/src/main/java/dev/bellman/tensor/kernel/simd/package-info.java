/**
 * The kernels on the incubating Vector API, bit for bit those of the scalar specification.
 *
 * <p>Nothing outside refers to this package: it is loaded by name where the module is present. Read
 * {@link dev.bellman.tensor.kernel.simd.SimdKernels} first.
 */
package dev.bellman.tensor.kernel.simd;
