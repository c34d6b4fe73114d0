package dev.bellman.bench.run;

import dev.bellman.algorithms.loop.Exact;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.plot.Chart;
import dev.bellman.bench.plot.Curve;
import dev.bellman.bench.run.AlgorithmEntry.Observations;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Evaluation;
import dev.bellman.core.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.OptionalDouble;

/**
 * A training with its folder: saves it at the boundaries of its pieces, evaluates it, and goes on
 * from its checkpoint as if it had never stopped.
 *
 * <p>What happens after a piece depends on the steps before and after it alone, never on the clock
 * or on where the run was interrupted.
 */
public final class TrainingRun {
  /** Of an exact run, up to which each iteration is shown as a point of its own. */
  private static final int MOST_POINTS = 40;

  private final RunConfig config;
  private final RunFolder folder;
  private final Task task;
  private final Training training;

  private TrainingRun(
      RunConfig config, RunFolder folder, Task task, EnvironmentFactory environments) {
    this.config = config;
    this.folder = folder;
    this.task = task;
    this.training =
        task.algorithm().create(config.settings(), environments, config.seed(), config.threads());
  }

  /** What a run's names stand for. */
  private record Task(
      AlgorithmEntry<?> algorithm, EnvironmentFactory environments, OptionalDouble threshold) {
    static Task of(RunConfig config, Algorithms algorithms) {
      EnvironmentFactory environments =
          Worlds.factory(config.environment(), config.environmentOptions());
      return new Task(
          algorithms.find(config.algorithm(), config.environment(), environments),
          environments,
          Worlds.threshold(config.environment()));
    }
  }

  /** With what it learns from: a run that was trained needs its dataset no more. */
  private static TrainingRun learning(
      RunConfig config, RunFolder folder, Algorithms algorithms, Progress progress) {
    Task task = Task.of(config, algorithms);
    task.algorithm().replayMemory(config.settings(), task.environments()).ifPresent(progress::note);
    return new TrainingRun(
        config, folder, task, task.environments().with(Worlds.dataset(config.dataset())));
  }

  /** Trains from step 0; a run that is in the folder is replaced. */
  public static Summary start(
      RunConfig config, RunFolder folder, Algorithms algorithms, Progress progress) {
    // the algorithm may refuse the environment: nothing changes on the disk before it has accepted
    TrainingRun run = learning(config, folder, algorithms, progress);
    folder.clear();
    folder.begin(config);
    return run.train(ProgressFile.create(folder.progress(), run.training), progress);
  }

  /**
   * Goes on where the run in the folder stopped, to {@code config.steps()} in total; a run without
   * a checkpoint starts afresh.
   */
  public static Summary resume(
      RunConfig config, RunFolder folder, Algorithms algorithms, Progress progress) {
    TrainingRun run = learning(config, folder, algorithms, progress);
    boolean saved = Checkpoints.resume(folder.checkpoint(), run.training);
    if (run.training.steps() > config.steps()) {
      throw new UsageException(
          "--steps is the total and must be at least the "
              + run.training.steps()
              + " steps that the run has done, but is "
              + config.steps());
    }
    folder.begin(config);
    ProgressFile rows =
        saved
            ? ProgressFile.resume(folder.progress(), run.training.steps())
            : ProgressFile.create(folder.progress(), run.training);
    return run.train(rows, progress);
  }

  /** The training of the run in a folder as its checkpoint has it. */
  public static Restored restore(RunFolder folder, Algorithms algorithms) {
    RunConfig config = folder.readConfig();
    Task task = Task.of(config, algorithms);
    TrainingRun run = new TrainingRun(config, folder, task, task.environments());
    if (!Checkpoints.read(folder.checkpoint(), run.training)) {
      throw new UsageException(
          folder.path() + " has no checkpoint yet: go on with rl resume " + folder.path());
    }
    return new Restored(
        config,
        run.training,
        run.seeing(run.training.greedy()),
        run.seeing(run.training.target()),
        run.task.environments());
  }

  /**
   * A run that was read back.
   *
   * @param config what it depends on
   * @param training as it was saved
   * @param policy the greedy one, for observations as the environment gives them
   * @param target the one that is learned, which may draw, for the same observations
   * @param environments makes its environment
   */
  public record Restored(
      RunConfig config,
      Training training,
      Policy policy,
      Policy target,
      EnvironmentFactory environments) {}

  private Summary train(ProgressFile rows, Progress progress) {
    progress.started(training.steps(), config.steps());
    try (progress) {
      boolean going = training.steps() < config.steps();
      while (going) {
        going = piece(rows) && training.steps() < config.steps();
        progress.advanced(training.steps(), training.episodes().meanReturn());
      }
    }
    return finish(rows);
  }

  /** One piece and what is due after it; false if the training has nothing more to do. */
  private boolean piece(ProgressFile rows) {
    long before = training.steps();
    long start = System.nanoTime();
    boolean advanced = training.advance(config.steps());
    long trained = System.nanoTime();
    rows.trained((trained - start) * 1e-9);
    long now = training.steps();
    boolean last = now >= config.steps() || !advanced;
    OptionalDouble evaluation =
        config.evalEvery() > 0 && crossed(before, now, config.evalEvery())
            ? OptionalDouble.of(evaluate().mean())
            : OptionalDouble.empty();
    rows.waited((System.nanoTime() - trained) * 1e-9);
    // a sweep is worth a row, and there may be three in all
    if ((last || training instanceof Exact) && rows.steps() < now
        || evaluation.isPresent()
        || crossed(before, now, config.rowEvery())) {
      rows.row(training, evaluation);
    }
    if (last || crossed(before, now, config.checkpointEvery())) {
      long started = System.nanoTime();
      rows.flush();
      Checkpoints.save(folder.checkpoint(), config, training);
      rows.waited((System.nanoTime() - started) * 1e-9);
    }
    return advanced;
  }

  private Summary finish(ProgressFile rows) {
    long start = System.nanoTime();
    Evaluation evaluation = evaluate();
    rows.waited((System.nanoTime() - start) * 1e-9);
    ProgressTable table = ProgressTable.read(folder.progress());
    draw(table, evaluation);
    Summary summary =
        Summary.of(
            config,
            Machine.current(),
            new Summary.Outcome(
                training.steps(),
                training.updates(),
                training.episodes().count(),
                rows.wallSeconds(),
                table.speeds(),
                evaluation,
                training.metrics()));
    // last: a folder with a summary is a finished run
    summary.write(folder.summary());
    return summary;
  }

  private Evaluation evaluate() {
    return Evaluation.of(
        seeing(training.greedy()),
        task.environments()::make,
        config.evalEpisodes(),
        Seeds.of(config.seed()));
  }

  /** The policy for observations as the environment gives them. */
  private Policy seeing(Policy policy) {
    Space observations = task.environments().make().observationSpace();
    return task.algorithm().observations() == Observations.ONE_HOT
            && observations instanceof Finite finite
        ? new OneHotPolicy(policy, finite)
        : policy;
  }

  private static boolean crossed(long before, long now, long every) {
    return now / every > before / every;
  }

  private void draw(ProgressTable table, Evaluation last) {
    byte[] picture =
        switch (training) {
          case Exact _ -> convergence(table);
          case Offline _ -> shift(table, last);
          default -> returns(table, last).png();
        };
    try {
      Files.write(folder.curve(), picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known of the start above, how much a sweep still changes below. */
  private byte[] convergence(ProgressTable table) {
    Curve values = table.metric("startValue");
    Curve residuals = table.metric("residual").positive();
    String title = config.algorithm() + " in " + config.environment();
    Chart value = convergence(title, "value of the start", values);
    return residuals.isEmpty()
        ? value.png()
        : Chart.stacked(value, convergence("", "greatest change", residuals).logarithmic());
  }

  private static Chart convergence(String title, String figure, Curve curve) {
    Chart chart = new Chart(title, "iterations", figure).withoutLegend();
    return curve.x().length > MOST_POINTS ? chart.line(figure, curve) : chart.points(figure, curve);
  }

  /** What the policy is worth above, what its critic thinks of it and of the data below. */
  private byte[] shift(ProgressTable table, Evaluation last) {
    Chart value = returns(table, last);
    if (!table.has("valueGap")) {
      return value.png();
    }
    Chart values =
        new Chart("", "updates", "action value")
            .line("Q of the policy's actions", table.metric("policyValue"))
            .line("Q of the data's actions", table.metric("meanValue"));
    return Chart.stacked(value, values);
  }

  private Chart returns(ProgressTable table, Evaluation last) {
    String title = config.algorithm() + " in " + config.environment() + ", seed " + config.seed();
    Curve evaluations = table.evaluations();
    String steps = training instanceof Offline ? "updates" : "environment steps";
    Chart chart = new Chart(title, steps, "episode return");
    Curve returns = table.returns();
    if (!returns.isEmpty()) {
      chart.line("training, mean of the latest 100 episodes", returns);
    }
    if (Double.isFinite(last.mean())) {
      chart.points(
          "evaluation, mean of " + last.episodes() + " episodes",
          evaluations.with(training.steps(), last.mean()));
    }
    task.threshold()
        .ifPresent(height -> chart.level("solved from " + Numbers.figure(height), height));
    return chart;
  }
}
