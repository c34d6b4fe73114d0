package dev.bellman.bench.run;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.Preset;
import dev.bellman.bench.config.Presets;
import dev.bellman.bench.config.UsageException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All that a run depends on; {@code config.json} holds it and reads back exactly.
 *
 * @param algorithm its name
 * @param environment its id
 * @param environmentOptions what {@code --env} set
 * @param seed of all randomness
 * @param threads how many may be used; they change no result
 * @param steps how many in total
 * @param checkpointEvery a checkpoint follows the piece that completes so many steps
 * @param evalEvery as many steps between evaluations; 0 for the final one alone
 * @param evalEpisodes episodes an evaluation
 * @param rowEvery at most one row of progress for so many steps
 * @param dataset the file that is learned from; empty if there is none
 * @param settings every component of the algorithm's configuration as a string
 */
public record RunConfig(
    String algorithm,
    String environment,
    Map<String, String> environmentOptions,
    long seed,
    int threads,
    long steps,
    long checkpointEvery,
    long evalEvery,
    int evalEpisodes,
    long rowEvery,
    String dataset,
    Map<String, String> settings) {
  private static final long ROWS = 2000;
  private static final long CHECKPOINTS = 10;

  /** A run without a file of data was written before there were any. */
  public RunConfig {
    dataset = dataset == null ? "" : dataset;
  }

  /** How often a run of {@code steps} is saved when the user does not say: ten times. */
  public static long defaultCheckpointEvery(long steps) {
    return Math.max(1, steps / CHECKPOINTS);
  }

  /** How far apart rows of progress are at least, so that a run of {@code steps} has 2000. */
  public static long defaultRowEvery(long steps) {
    return Math.max(1, steps / ROWS);
  }

  /**
   * The run of an algorithm's preset, evaluated at its end and on one thread.
   *
   * @param steps how many, if not as many as the preset says
   * @param settings on top of the preset
   * @param dataset a file; empty for none
   * @throws dev.bellman.bench.config.UsageException if neither says how many
   */
  public static RunConfig ofPreset(
      AlgorithmEntry<?> entry,
      String environment,
      long seed,
      OptionalLong steps,
      Map<String, String> settings,
      String dataset,
      int evalEpisodes) {
    Preset preset = Presets.of(entry.name()).find(environment, entry.defaults());
    long total =
        steps.isPresent()
            ? steps.getAsLong()
            : preset
                .steps()
                .orElseThrow(
                    () ->
                        new UsageException(
                            "Say how many steps: there is no preset for "
                                + entry.name()
                                + " in "
                                + environment));
    return new RunConfig(
        entry.name(),
        environment,
        Map.of(),
        seed,
        1,
        total,
        defaultCheckpointEvery(total),
        0,
        evalEpisodes,
        defaultRowEvery(total),
        dataset,
        ConfigBinding.write(
            ConfigBinding.with(
                ConfigBinding.with((Record) entry.defaults(), preset.settings()), settings)));
  }

  /** The same run, evaluated each time that so many steps are made, and at its end. */
  public RunConfig withEvalEvery(long every) {
    return new RunConfig(
        algorithm,
        environment,
        environmentOptions,
        seed,
        threads,
        steps,
        checkpointEvery,
        every,
        evalEpisodes,
        rowEvery,
        dataset,
        settings);
  }

  /** The same run up to another number of steps. */
  public RunConfig withSteps(long total) {
    return new RunConfig(
        algorithm,
        environment,
        environmentOptions,
        seed,
        threads,
        total,
        checkpointEvery,
        evalEvery,
        evalEpisodes,
        rowEvery,
        dataset,
        settings);
  }
}
