package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Divisible;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gathers the steps of a plan into few phases, so that workers seldom wait for one another.
 *
 * <p>Steps are taken as soon as what they read is there: first small ones, because they may set
 * rows free; then all that go row by row, through as many layers as possible, and with them the
 * small sums over the batch; and last, together, the great ones, which are the gradients of
 * weights. An effect stays where it stands: nothing passes it in either direction.
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
   * The phases of these steps.
   *
   * @param always whether phases are shared however small they are: for tests
   */
  static List<Phase> schedule(List<Step> steps, int workers, boolean always) {
    Scheduler scheduler = new Scheduler(workers, always);
    List<Step> window = new ArrayList<>();
    for (Step step : steps) {
      weigh(step);
      if (step.isEffect()) {
        scheduler.gather(window);
        window.clear();
        scheduler.phases.add(scheduler.effect(step));
      } else {
        window.add(step);
      }
    }
    scheduler.gather(window);
    return scheduler.phases;
  }

  private static void weigh(Step step) {
    step.inputs().forEach(v -> v.region.resize(v.extent().rows(USUAL_BATCH)));
    step.out().region.resize(step.out().extent().rows(USUAL_BATCH));
  }

  private Phase effect(Step step) {
    return step.computation() instanceof Divisible
        ? new Parts(List.of(step), workers, always)
        : new Alone(List.of(step));
  }

  /** Steps without an effect among them. */
  private void gather(List<Step> window) {
    List<Step> left = new ArrayList<>(window);
    left.forEach(step -> pending.add(step.out()));
    while (!left.isEmpty()) {
      List<Step> small = takeSmall(left);
      if (!small.isEmpty()) {
        phases.add(new Alone(small));
        continue;
      }
      List<Step> rows = takeRows(left);
      if (!rows.isEmpty()) {
        phases.add(new Rows(rows, take(left, Step::isRowSum), workers, always));
        continue;
      }
      phases.add(new Parts(take(left, step -> !step.isRowwise()), workers, always));
    }
  }

  /** What is small, needs nothing that is not, and is no row's affair or serves what is not. */
  private List<Step> takeSmall(List<Step> left) {
    Set<Value> small = new HashSet<>();
    for (Step step : left) {
      if (step.flop() < SMALL
          && step.inputs().stream().noneMatch(v -> pending.contains(v) && !small.contains(v))) {
        small.add(step.out());
      }
    }
    Set<Value> needed = new HashSet<>();
    for (Step step : left.reversed()) {
      if (small.contains(step.out()) && (!step.isRowwise() || needed.contains(step.out()))) {
        needed.add(step.out());
        needed.addAll(step.inputs());
      }
    }
    List<Step> taken =
        left.stream()
            .filter(step -> small.contains(step.out()) && needed.contains(step.out()))
            .toList();
    taken.forEach(step -> pending.remove(step.out()));
    left.removeAll(taken);
    return taken;
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

  /** What is of this kind, is ready, and reads nothing of what is taken with it. */
  private List<Step> take(List<Step> left, Predicate<Step> kind) {
    List<Step> taken = left.stream().filter(step -> kind.test(step) && isReady(step)).toList();
    taken.forEach(step -> pending.remove(step.out()));
    left.removeAll(taken);
    return taken;
  }

  private boolean isReady(Step step) {
    return step.inputs().stream().noneMatch(pending::contains);
  }
}
