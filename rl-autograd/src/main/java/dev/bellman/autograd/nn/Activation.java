package dev.bellman.autograd.nn;

import dev.bellman.autograd.op.Var;

/** What stands between two layers. */
public enum Activation {
  /** {@code tanh x}. */
  TANH,
  /** {@code max(x, 0)}. */
  RELU;

  /** The activation of each element. */
  public Var apply(Var x) {
    return switch (this) {
      case TANH -> x.tanh();
      case RELU -> x.relu();
    };
  }
}
