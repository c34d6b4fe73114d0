package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.returns.Gae;

/** The rows of a rollout as inputs of an update: what the losses of on-policy learners are of. */
final class OnPolicyBatch {
  final Var observation;
  final Var action;

  /** log π_θ₀(a|s) of the policy that acted. */
  final Var oldLogProbability = Var.input("oldLogProbability", 1);

  final Var advantage = Var.input("advantage", 1);

  /** V₀(s) when the step was taken. */
  final Var oldValue = Var.input("oldValue", 1);

  /** R = A + V₀. */
  final Var returns = Var.input("returns", 1);

  private final int observationSize;
  private final int actionSize;
  private final float[] advantages;

  /** A batch of rollouts of at most {@code rows} rows. */
  OnPolicyBatch(int observationSize, int actionSize, int rows) {
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.observation = Var.input("observation", observationSize);
    this.action = Var.input("action", actionSize);
    this.advantages = new float[rows];
  }

  /** Estimates the advantages of a rollout by GAE(λ), for the rows that are written next. */
  void estimate(Rollout rollout, double gamma, double lambda) {
    Gae.advantages(
        rollout.steps(),
        rollout.environments(),
        rollout.rewards(),
        rollout.values(),
        rollout.nextValues(),
        rollout.terminated(),
        rollout.truncated(),
        gamma,
        lambda,
        advantages);
  }

  /** Writes the rows {@code order[from … to − 1]} of the rollout to the inputs of a program. */
  void write(Rollout rollout, int[] order, int from, int to, Program program) {
    program.prepare(to - from);
    Region s = program.region(observation);
    Region a = program.region(action);
    Region logProbability = program.region(oldLogProbability);
    Region adv = program.region(advantage);
    Region v = program.region(oldValue);
    Region r = program.region(returns);
    for (int i = 0; i < to - from; i++) {
      int row = order[from + i];
      System.arraycopy(
          rollout.observations(), row * observationSize, s.array(), s.at(i), observationSize);
      System.arraycopy(rollout.actions(), row * actionSize, a.array(), a.at(i), actionSize);
      logProbability.set(i, 0, rollout.logProbabilities()[row]);
      adv.set(i, 0, advantages[row]);
      v.set(i, 0, rollout.values()[row]);
      r.set(i, 0, advantages[row] + rollout.values()[row]);
    }
  }
}
