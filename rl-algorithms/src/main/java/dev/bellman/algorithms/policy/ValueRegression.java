package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;

/**
 * Steps of Adam on {@code E (V_ψ(s) − G)²}, each on the whole rollout: how a baseline is learned.
 */
final class ValueRegression implements Stateful {
  private final Baseline.Value config;
  private final Adam adam;
  private final Var loss;
  private final Var learningRate = Var.scalar("valueLearningRate");
  private final Program step;

  ValueRegression(
      Baseline.Value config, Parameters critic, Var value, OnPolicyBatch batch, Workers workers) {
    this.config = config;
    adam = new Adam(critic, Adam.Config.defaults());
    loss = Loss.squaredError(value, target(batch.returns));
    step = Program.of(workers, loss, adam.minimize(loss, learningRate));
  }

  /** Reports the loss before the last step. */
  void report(Figures figures) {
    figures.loss("valueLoss", step, loss);
  }

  void learn(OnPolicyBatch batch, Rollout rollout, double remaining) {
    batch.write(rollout, step);
    step.set(learningRate, (float) config.learningRate().at(remaining));
    for (int i = 0; i < config.iterations(); i++) {
      step.run();
    }
  }

  @Override
  public void save(StateWriter out) {
    Savable.of(adam).save(out);
  }

  @Override
  public void load(StateReader in) {
    Savable.of(adam).load(in);
  }
}
