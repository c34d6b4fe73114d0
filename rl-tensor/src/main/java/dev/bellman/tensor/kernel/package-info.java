/**
 * Arithmetic over raw {@code float[]} ranges: one narrow interface, written twice.
 *
 * <p>Read {@link dev.bellman.tensor.kernel.Kernels} first (what each kernel computes and in which
 * order), then {@link dev.bellman.tensor.kernel.ScalarKernels}, which is the specification, and
 * {@link dev.bellman.tensor.kernel.ScalarFunctions} for the polynomials. The SIMD twin is found by
 * name, so that nothing here needs the incubating vector module.
 *
 * <pre>{@code
 * simd(x) = scalar(x), to the bit
 * }</pre>
 */
package dev.bellman.tensor.kernel;
