/**
 * A run: one training of one algorithm in one environment, and the folder that it leaves.
 *
 * <p>Read first: {@link dev.bellman.bench.run.Algorithms}, {@link
 * dev.bellman.bench.run.TrainingRun}, {@link dev.bellman.bench.run.RunFolder}.
 *
 * <pre>{@code
 * run(0 → N) = run(0 → k), killed, resumed(k → N)      file by file, wall clock aside
 * }</pre>
 */
package dev.bellman.bench.run;
