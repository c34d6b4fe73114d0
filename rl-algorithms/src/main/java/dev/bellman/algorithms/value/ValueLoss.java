package dev.bellman.algorithms.value;

import dev.bellman.autograd.Target;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.Var;

/** What makes a prediction of values better. */
public enum ValueLoss {
  /** Huber's, with its bend at 1. */
  HUBER {
    @Override
    Var of(Var value, Target y) {
      return Loss.huber(value, y);
    }

    @Override
    Var of(Var value, Target y, Var weight) {
      return Loss.huber(value, y, weight);
    }
  },
  /** The squared error. */
  SQUARED {
    @Override
    Var of(Var value, Target y) {
      return Loss.squaredError(value, y);
    }

    @Override
    Var of(Var value, Target y, Var weight) {
      return Loss.squaredError(value, y, weight);
    }
  };

  /** The mean over the batch, {@code [1, 1]}. */
  abstract Var of(Var value, Target y);

  /** The same with a weight for each row, {@code [B, 1]}. */
  abstract Var of(Var value, Target y, Var weight);
}
