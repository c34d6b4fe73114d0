package dev.bellman.autograd.plan;

import dev.bellman.tensor.parallel.Workers;
import java.util.List;

/** The caller does all steps, one after the other. */
final class Alone implements Phase {
  private final List<Step> steps;
  private final Step[] order;

  Alone(List<Step> steps) {
    this.steps = List.copyOf(steps);
    this.order = steps.toArray(Step[]::new);
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  @Override
  public void run(Workers workers) {
    for (Step step : order) {
      step.run();
    }
  }
}
