package dev.bellman.autograd;

import dev.bellman.autograd.op.Var;

/**
 * What a prediction is regressed to: an expression that is cut from the graph.
 *
 * <p>A loss takes a prediction, which is a {@link Var}, and a target, which is none: learning
 * through a target does not compile.
 */
public final class Target {
  private final Var value;

  private Target(Var value) {
    this.value = value;
  }

  /** The target ⟦y⟧ with the value of {@code y}. */
  public static Target target(Var y) {
    return new Target(y.stopGradient());
  }

  /** The value, through which no derivative passes. */
  public Var value() {
    return value;
  }
}
