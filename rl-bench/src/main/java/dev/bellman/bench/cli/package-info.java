/**
 * The commands of {@code rl}: they read arguments, call the other packages and print.
 *
 * <p>Read first: {@link dev.bellman.bench.cli.CommandLineInterface}, {@link
 * dev.bellman.bench.cli.TrainCommand}, {@link dev.bellman.bench.cli.Workbench}.
 *
 * <pre>{@code
 * exit code = 0 done, 1 failed (or different), 2 wrong usage;   an error is one sentence
 * }</pre>
 */
package dev.bellman.bench.cli;
