/**
 * Float32 arrays: shapes, broadcasting, arithmetic, reductions.
 *
 * <p>Read {@link dev.bellman.tensor.Tensor} and {@link dev.bellman.tensor.Shape}; underneath lie
 * the kernels of {@link dev.bellman.tensor.kernel.Kernels}.
 *
 * <pre>{@code
 * Tensor y = x.matmul(w).plus(b).tanh();        // [B, m]·[m, n] + [n]
 * }</pre>
 */
package dev.bellman.tensor;
