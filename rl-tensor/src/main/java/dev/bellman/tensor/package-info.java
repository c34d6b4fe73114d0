/**
 * Float32 arrays.
 *
 * <p>Read {@link dev.bellman.tensor.Shape} first.
 */
package dev.bellman.tensor;
