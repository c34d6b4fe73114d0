/**
 * Micro-benchmarks: kernels at the sizes that reinforcement learning uses, the ceiling that the
 * machine sets them, networks, updates, and the loop around them. Each checks its result once.
 *
 * <p>Read first: {@link dev.bellman.bench.jmh.FmaCeiling}, {@link
 * dev.bellman.bench.jmh.GemmBenchmark}, {@link dev.bellman.bench.jmh.ElementwiseBenchmark}.
 *
 * <pre>{@code
 * FLOP of a product [m, k]·[k, n] = 2·m·n·k
 * }</pre>
 */
package dev.bellman.bench.jmh;
