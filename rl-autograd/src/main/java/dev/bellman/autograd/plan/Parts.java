package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Divisible;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps none of which reads what another computes: every worker does its part of each that can be
 * divided, and what cannot be is given to whom it burdens least.
 */
final class Parts implements Phase, Workers.Task {
  private final List<Step> steps;
  private final Step[] divisible;
  private final Divisible[] computations;
  private final Step[][] whole;
  private final Step[] undivided;
  private final int rounds;
  private final long worth;
  private int round;

  /**
   * For so many workers.
   *
   * @param always whether the steps are shared however little work they are: for tests
   */
  Parts(List<Step> steps, int workers, boolean always) {
    this.steps = List.copyOf(steps);
    this.worth = always ? 0 : WORTH_SHARING;
    this.divisible =
        steps.stream().filter(s -> s.computation() instanceof Divisible).toArray(Step[]::new);
    this.computations = new Divisible[divisible.length];
    int most = 1;
    for (int i = 0; i < divisible.length; i++) {
      computations[i] = (Divisible) divisible[i].computation();
      most = Math.max(most, computations[i].rounds());
    }
    this.rounds = most;
    this.undivided =
        steps.stream().filter(s -> !(s.computation() instanceof Divisible)).toArray(Step[]::new);
    this.whole = distribute(List.of(undivided), workers);
  }

  private static Step[][] distribute(List<Step> steps, int workers) {
    List<List<Step>> shares = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      shares.add(new ArrayList<>());
    }
    long[] load = new long[workers];
    for (Step step :
        steps.stream().sorted(Comparator.comparingLong(Step::flop).reversed()).toList()) {
      int least = 0;
      for (int w = 1; w < workers; w++) {
        least = load[w] < load[least] ? w : least;
      }
      shares.get(least).add(step);
      load[least] += step.flop();
    }
    return shares.stream().map(s -> s.toArray(Step[]::new)).toArray(Step[][]::new);
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  @Override
  public void run(Workers workers) {
    long work = 0;
    for (int i = 0; i < divisible.length; i++) {
      work += computations[i].begin(divisible[i].regions(), divisible[i].out().region);
    }
    for (Step step : undivided) {
      step.refresh(); // whoever runs it reads the copy of the caller
      work += step.flop();
    }
    if (work > 0) {
      boolean shared = work >= worth;
      for (round = 0; round < rounds; round++) {
        if (shared) {
          workers.run(this);
        } else {
          runAlone();
        }
      }
    }
    for (int i = 0; i < divisible.length; i++) {
      computations[i].finish(divisible[i].regions(), divisible[i].out().region);
    }
  }

  private void runAlone() {
    run(0, 1);
    if (round == 0) {
      for (int w = 1; w < whole.length; w++) {
        runWhole(w);
      }
    }
  }

  @Override
  public void run(int part, int parts) {
    for (int i = 0; i < divisible.length; i++) {
      if (round < computations[i].rounds()) {
        computations[i].runPart(
            round, part, parts, divisible[i].regions(), divisible[i].out().region);
      }
    }
    if (round == 0) {
      runWhole(part);
    }
  }

  private void runWhole(int worker) {
    for (Step step : whole[worker]) {
      step.run();
    }
  }
}
