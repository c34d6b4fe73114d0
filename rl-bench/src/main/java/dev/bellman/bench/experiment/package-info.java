/**
 * Many runs as one result: what is trained on which seeds, and the tables and pictures made of it.
 *
 * <p>Read first: {@link dev.bellman.bench.experiment.Experiment}, {@link
 * dev.bellman.bench.experiment.Results}.
 *
 * <pre>{@code
 * IQM = the mean of the middle half of the runs
 * }</pre>
 */
package dev.bellman.bench.experiment;
