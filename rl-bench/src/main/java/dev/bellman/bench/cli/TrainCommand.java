package dev.bellman.bench.cli;

import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.config.Preset;
import dev.bellman.bench.config.Presets;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.run.AlgorithmEntry;
import dev.bellman.bench.run.RunConfig;
import dev.bellman.bench.run.RunFolder;
import dev.bellman.bench.run.Summary;
import dev.bellman.bench.run.TrainingRun;
import dev.bellman.bench.run.Worlds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl train}: a new run. */
@Command(
    name = "train",
    description = "Trains, evaluates, and writes a run folder.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  private static final long DEFAULT_STEPS = 100_000;

  private final Workbench bench;

  @Parameters(index = "0", paramLabel = "ALGORITHM", description = "One of rl list.")
  private String algorithm;

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "One of rl list.")
  private String environment;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps in total (default: the preset's, else 100000).")
  private Long steps;

  @Option(names = "--seed", paramLabel = "S", description = "Of all randomness (default 0).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder (default runs/ALGORITHM-ENVIRONMENT-S).")
  private Path out;

  @Option(names = "--overwrite", description = "Replace a run in --out.")
  private boolean overwrite;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "How many may be used (default: one a core); they change no result.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the algorithm, as in gamma=0.98; rl list ALGORITHM shows all.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "An option of the environment, as in map=8x8.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between checkpoints (default: a tenth of the run).")
  private Long checkpointEvery;

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "Steps between evaluations (default: at the end alone).")
  private long evalEvery;

  @Option(
      names = "--eval-episodes",
      paramLabel = "N",
      description = "Episodes an evaluation (default 20).")
  private int evalEpisodes = 20;

  @Option(
      names = "--dataset",
      paramLabel = "FILE",
      description = "What an offline algorithm learns from: see rl collect.")
  private Path dataset;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  TrainCommand(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public Integer call() {
    AlgorithmEntry<?> entry = bench.algorithms().find(algorithm);
    Worlds.check(environment);
    requireDataset(entry);
    RunConfig config = config(entry);
    RunFolder folder =
        out == null
            ? RunFolder.next(bench.runs(), algorithm, environment, seed)
            : RunFolder.chosen(out, overwrite);
    var progress = bench.progress(algorithm + " " + environment, quiet);
    Summary summary = TrainingRun.start(config, folder, bench.algorithms(), progress);
    RunReport.print(summary, folder, bench.out());
    return 0;
  }

  private void requireDataset(AlgorithmEntry<?> entry) {
    boolean offline = entry.source() == AlgorithmEntry.Source.DATASET;
    if (offline && dataset == null) {
      throw new UsageException(
          algorithm
              + " learns from a dataset: name one with --dataset FILE, or make one with rl collect");
    }
    if (!offline && dataset != null) {
      throw new UsageException(
          algorithm + " learns from the environment and not from a dataset: leave out --dataset");
    }
  }

  private RunConfig config(AlgorithmEntry<?> entry) {
    Preset preset = Presets.of(algorithm).find(environment, entry.defaults());
    Record config =
        ConfigBinding.with(
            ConfigBinding.with((Record) entry.defaults(), preset.settings()), settings);
    long total = steps == null ? preset.steps().orElse(DEFAULT_STEPS) : steps;
    atLeast("--steps", total, 1);
    atLeast("--threads", threads, 1);
    atLeast("--eval-every", evalEvery, 0);
    atLeast("--eval-episodes", evalEpisodes, 1);
    long saveEvery =
        checkpointEvery == null ? RunConfig.defaultCheckpointEvery(total) : checkpointEvery;
    atLeast("--checkpoint-every", saveEvery, 1);
    return new RunConfig(
        algorithm,
        environment,
        options,
        seed,
        threads,
        total,
        saveEvery,
        evalEvery,
        evalEpisodes,
        RunConfig.defaultRowEvery(total),
        dataset == null ? "" : dataset.toAbsolutePath().normalize().toString(),
        ConfigBinding.write(config));
  }

  private static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new UsageException(option + " must be at least " + least + ", but is " + value);
    }
  }
}
