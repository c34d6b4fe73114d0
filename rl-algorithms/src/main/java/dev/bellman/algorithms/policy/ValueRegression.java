package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;
import static dev.bellman.autograd.nn.Loss.squaredError;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;

/**
 * Fits a critic to the returns of a rollout, apart from its actor.
 *
 * <pre>{@code
 * ψ ← Adam on E (V_ψ(s) − R)²,   R = A + V₀,   in epochs of minibatches
 * }</pre>
 */
final class ValueRegression implements Stateful {
  private final OnPolicyBatch batch;
  private final Minibatches minibatches;
  private final Minibatches.Step step = this::step;
  private final Adam adam;
  private final Var loss;
  private final Var learningRate = Var.scalar("learningRate");
  private final Program update;

  private Rollout rollout;
  private long steps;

  /**
   * A regression that has not begun.
   *
   * @param critic ψ
   * @param value V_ψ of the batch's observation
   */
  ValueRegression(
      Parameters critic, Var value, OnPolicyBatch batch, Minibatches minibatches, Workers workers) {
    this.batch = batch;
    this.minibatches = minibatches;
    adam = new Adam(critic, Adam.Config.defaults());
    loss = squaredError(value, target(batch.returns));
    update = Program.of(workers, loss, adam.minimize(loss, learningRate));
  }

  /** The program of one step, of which {@link #loss} and {@link #learningRate} can be read. */
  Program program() {
    return update;
  }

  /** The loss of a minibatch before its step. */
  Var loss() {
    return loss;
  }

  /** η. */
  Var learningRate() {
    return learningRate;
  }

  /**
   * Fits V to a rollout whose advantages the batch has estimated.
   *
   * @return how many steps were made; none follows a loss that is not finite
   */
  long fit(Rollout rollout, double rate) {
    this.rollout = rollout;
    steps = 0;
    update.set(learningRate, (float) rate);
    minibatches.of(rollout.size(), step);
    return steps;
  }

  private boolean step(int[] order, int from, int to) {
    batch.write(rollout, order, from, to, update);
    update.run();
    steps++;
    return Float.isFinite(update.scalar(loss));
  }

  @Override
  public void save(StateWriter out) {
    out.put("adam", Savable.of(adam));
    out.put("shuffle", minibatches);
  }

  @Override
  public void load(StateReader in) {
    in.get("adam", Savable.of(adam));
    in.get("shuffle", minibatches);
  }
}
