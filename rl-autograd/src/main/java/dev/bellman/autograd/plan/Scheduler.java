package dev.bellman.autograd.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers the steps of a plan into few phases, so that workers seldom wait for one another.
 *
 * <p>Steps are taken as soon as what they read is there: first all that go row by row, through as
 * many layers as possible; then small ones, because they may set more rows free; and last,
 * together, the sums over the batch, which are the gradients of weights. An effect stays where it
 * stands: nothing passes it in either direction.
 */
final class Scheduler {
  /** A batch to weigh steps with. */
  private static final int USUAL_BATCH = 256;

  /** Steps with less work, at that batch, do not wait to be shared. */
  private static final long SMALL = 10_000;

  private final int workers;
  private final boolean always;
  private final List<Phase> phases = new ArrayList<>();
  private final Set<Value> pending = new HashSet<>();

  private Scheduler(int workers, boolean always) {
    this.workers = workers;
    this.always = always;
  }

  /**
   * The phases of these steps; one worker keeps their order in a single phase.
   *
   * @param always whether phases are shared however small they are: for tests
   */
  static List<Phase> schedule(List<Step> steps, int workers, boolean always) {
    if (workers == 1) {
      return List.of(Phase.alone(steps));
    }
    Scheduler scheduler = new Scheduler(workers, always);
    List<Step> window = new ArrayList<>();
    for (Step step : steps) {
      weigh(step);
      window.add(step);
      if (step.isEffect()) {
        window.removeLast();
        scheduler.gather(window);
        scheduler.phases.add(Phase.alone(List.of(step)));
        window.clear();
      }
    }
    scheduler.gather(window);
    return scheduler.phases;
  }

  private static void weigh(Step step) {
    step.inputs().forEach(v -> v.region.resize(v.extent().rows(USUAL_BATCH)));
    step.out().region.resize(step.out().extent().rows(USUAL_BATCH));
  }

  /** Steps without an effect among them. */
  private void gather(List<Step> window) {
    List<Step> left = new ArrayList<>(window);
    left.forEach(step -> pending.add(step.out()));
    while (!left.isEmpty()) {
      List<Step> rows = takeRows(left);
      if (!rows.isEmpty()) {
        phases.add(Phase.byRows(rows, workers, always));
        continue;
      }
      List<Step> small = takeReady(left, SMALL);
      if (!small.isEmpty()) {
        phases.add(Phase.alone(small));
        continue;
      }
      phases.add(Phase.bySteps(takeReady(left, Long.MAX_VALUE), workers, always));
    }
  }

  /** All that can be done row by row, each after those of its rows that it reads. */
  private List<Step> takeRows(List<Step> left) {
    List<Step> taken = new ArrayList<>();
    for (Step step : left) {
      if (step.isRowwise() && isReady(step)) {
        taken.add(step);
        pending.remove(step.out());
      }
    }
    left.removeAll(taken);
    return taken;
  }

  /** What is not row by row, is small enough, and reads nothing of what is taken with it. */
  private List<Step> takeReady(List<Step> left, long limit) {
    List<Step> taken =
        left.stream()
            .filter(step -> !step.isRowwise() && isReady(step) && step.flop() < limit)
            .toList();
    taken.forEach(step -> pending.remove(step.out()));
    left.removeAll(taken);
    return taken;
  }

  private boolean isReady(Step step) {
    return step.inputs().stream().noneMatch(pending::contains);
  }
}
