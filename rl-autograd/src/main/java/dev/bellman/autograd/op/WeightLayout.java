package dev.bellman.autograd.op;

/**
 * Which weights of a store are wanted in the order in which the matrix product reads them.
 *
 * @param at the index of the first
 * @param extent [E·in, out]
 * @param members E
 * @param transposed whether the factor is {@code W_eᵀ}, as gradients of inputs want it
 */
public record WeightLayout(int at, Extent extent, int members, boolean transposed) {}
