package dev.bellman.algorithms.offline;

import dev.bellman.autograd.op.Var;

/** Where the values of n actions are pressed down. None needs draws. */
public enum DiscretePessimism {
  /** The paper's: {@code R(Q, s) = log Σ_a exp Q(s, a)}. */
  LOG_SUM_EXP {
    @Override
    Var of(Var values) {
      return values.logSumExp();
    }
  },
  /** The notes' with μ uniform: {@code R(Q, s) = Σ_a Q(s, a)/n}. */
  UNIFORM {
    @Override
    Var of(Var values) {
      return values.meanColumns();
    }
  },
  /** The notes' with μ = π, which is greedy: {@code R(Q, s) = max_a Q(s, a)}. */
  CURRENT_POLICY {
    @Override
    Var of(Var values) {
      return values.maxColumns();
    }
  };

  /** R(Q, s) of Q(s, ·), {@code [B, 1]}. */
  abstract Var of(Var values);
}
