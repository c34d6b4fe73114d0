/**
 * The workbench: the command line {@code rl}, experiments, plots and benchmarks.
 *
 * <p>Read first: {@link dev.bellman.bench.Rl}, {@link dev.bellman.bench.run.Algorithms}, {@link
 * dev.bellman.bench.run.TrainingRun}.
 *
 * <p>Run-time dependencies and why: picocli (arguments and help), progressbar (the bar), XChart
 * (pictures), Jackson (JSON and YAML), JMH (micro-benchmarks), jhdf with slf4j-nop (datasets in
 * HDF5, without a word of its log).
 *
 * <pre>{@code
 * rl train ALGORITHM ENVIRONMENT = list · configure · train · evaluate · draw
 * }</pre>
 */
package dev.bellman.bench;
