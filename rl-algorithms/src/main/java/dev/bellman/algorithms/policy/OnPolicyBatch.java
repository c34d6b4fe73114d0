package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.Rollout;
import java.util.stream.IntStream;

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
  private final float[] targets;
  private final int[] inOrder;

  /** A batch of rollouts of at most {@code rows} rows. */
  OnPolicyBatch(int observationSize, int actionSize, int rows) {
    this(Var.input("observation", observationSize), actionSize, rows);
  }

  /** A batch whose observations are those of this input. */
  OnPolicyBatch(Var observation, int actionSize, int rows) {
    this.observation = observation;
    this.action = Var.input("action", actionSize);
    this.advantages = new float[rows];
    this.targets = new float[rows];
    this.inOrder = IntStream.range(0, rows).toArray();
  }

  /** Estimates the advantages of a rollout, for the rows that are written next. */
  void estimate(Rollout rollout, Advantage estimator, double gamma) {
    estimator.estimate(rollout, gamma, advantages);
    for (int i = 0; i < rollout.size(); i++) {
      targets[i] = advantages[i] + rollout.values()[i];
    }
  }

  /** {@code (A − mean) / (std + 1e-8)} with the unbiased std, 0 for a single row. */
  Var standardizedAdvantage() {
    Var centred = advantage.minus(advantage.mean());
    Var degrees = Var.batchSize().minus(1).max(Var.constant(1));
    return centred.div(centred.square().sum().div(degrees).sqrt().plus(1e-8f));
  }

  /** Writes a whole rollout to those of the inputs that a program uses. */
  void write(Rollout rollout, Program program) {
    write(rollout, inOrder, 0, rollout.size(), program);
  }

  /** Writes the rows {@code order[from … to − 1]} to those of the inputs that a program uses. */
  void write(Rollout rollout, int[] order, int from, int to, Program program) {
    program.prepare(to - from);
    gather(rollout.observations(), order, from, to, program, observation);
    gather(rollout.actions(), order, from, to, program, action);
    gather(rollout.logProbabilities(), order, from, to, program, oldLogProbability);
    gather(advantages, order, from, to, program, advantage);
    gather(rollout.values(), order, from, to, program, oldValue);
    gather(targets, order, from, to, program, returns);
  }

  private static void gather(
      float[] source, int[] order, int from, int to, Program program, Var input) {
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
