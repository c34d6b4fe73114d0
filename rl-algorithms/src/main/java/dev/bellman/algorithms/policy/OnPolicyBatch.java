package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.Rollout;

/** The rows of a rollout as inputs of an update: what the losses of on-policy learners are of. */
final class OnPolicyBatch {
  /** A row of more columns is worth a call that copies it. */
  private static final int WIDE = 16;

  final Var observation;
  final Var action;

  /** log π_θ₀(a|s) of the policy that acted. */
  final Var oldLogProbability = Var.input("oldLogProbability", 1);

  final Var advantage = Var.input("advantage", 1);

  /** V₀(s) when the step was taken. */
  final Var oldValue = Var.input("oldValue", 1);

  /** R = A + V₀. */
  final Var returns = Var.input("returns", 1);

  private final float[] advantages;
  private final float[] returnsOfRows;

  /** A batch of rollouts of at most {@code rows} rows. */
  OnPolicyBatch(int observationSize, int actionSize, int rows) {
    this.observation = Var.input("observation", observationSize);
    this.action = Var.input("action", actionSize);
    this.advantages = new float[rows];
    this.returnsOfRows = new float[rows];
  }

  /** Estimates the advantages and returns of a rollout, for the rows that are written next. */
  void estimate(Rollout rollout, Advantage estimator, double gamma) {
    estimator.estimate(rollout, gamma, advantages);
    for (int i = 0; i < rollout.size(); i++) {
      returnsOfRows[i] = advantages[i] + rollout.values()[i];
    }
  }

  /** {@code (A − mean) / (std + 1e-8)} with the unbiased std, 0 for a single row. */
  Var standardizedAdvantage() {
    Var centred = advantage.minus(advantage.mean());
    Var degrees = Var.batchSize().minus(1).max(Var.constant(1));
    return centred.div(centred.square().sum().div(degrees).sqrt().plus(1e-8f));
  }

  /** Writes all rows of the rollout to those inputs that a program uses. */
  void write(Rollout rollout, Program program) {
    program.prepare(rollout.size());
    copy(rollout.observations(), observation, program);
    copy(rollout.actions(), action, program);
    copy(rollout.logProbabilities(), oldLogProbability, program);
    copy(advantages, advantage, program);
    copy(rollout.values(), oldValue, program);
    copy(returnsOfRows, returns, program);
  }

  /** Writes its rows {@code order[from … to − 1]}. */
  void write(Rollout rollout, int[] order, int from, int to, Program program) {
    program.prepare(to - from);
    gather(rollout.observations(), order, from, to, observation, program);
    gather(rollout.actions(), order, from, to, action, program);
    gather(rollout.logProbabilities(), order, from, to, oldLogProbability, program);
    gather(advantages, order, from, to, advantage, program);
    gather(rollout.values(), order, from, to, oldValue, program);
    gather(returnsOfRows, order, from, to, returns, program);
  }

  private static void copy(float[] source, Var input, Program program) {
    if (program.uses(input)) {
      Region out = program.region(input);
      out.copyFrom(source, 0, out.rows());
    }
  }

  private static void gather(
      float[] source, int[] order, int from, int to, Var input, Program program) {
    if (program.uses(input)) {
      gather(source, order, from, to, program.region(input));
    }
  }

  private static void gather(float[] source, int[] order, int from, int to, Region out) {
    int columns = out.columns();
    if (columns > WIDE) {
      for (int i = from; i < to; i++) {
        System.arraycopy(source, order[i] * columns, out.array(), out.at(i - from), columns);
      }
      return;
    }
    float[] rows = out.array();
    for (int j = 0; j < columns; j++) {
      int at = out.at() + j;
      for (int i = from; i < to; i++) {
        rows[at] = source[order[i] * columns + j];
        at += columns;
      }
    }
  }
}
