package dev.bellman.algorithms.network;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.training.Schedule;

/**
 * α, the price of a nat of entropy, as the exponential of a parameter.
 *
 * <pre>{@code
 * L_α = −α·(E log π(ã|s) + H̄);   log α ← Adam on L_α
 * }</pre>
 */
public final class Temperature {
  private final Parameters parameters;
  private final Var logarithm;
  private final Var value;
  private final Var learningRate;
  private final Schedule rate;
  private final Adam adam;

  /** Begins at {@code initial} &gt; 0. */
  public Temperature(double initial, Schedule rate) {
    this("temperature", initial, rate);
  }

  /** The same under another name, as another price has. */
  public Temperature(String name, double initial, Schedule rate) {
    parameters = new Parameters(name);
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    logarithm = parameters.add("log" + capital, 1, 1).variable();
    value = Var.scalar(name);
    learningRate = Var.scalar(name + "LearningRate");
    this.rate = rate;
    parameters.values()[0] = (float) Math.log(initial);
    parameters.written();
    adam = new Adam(parameters, Adam.Config.defaults());
  }

  /** α as it was before the update: an input, {@code [1, 1]}. */
  public Var value() {
    return value;
  }

  /** L_α, of the mean of log π(ã|s) and the entropy H̄ that is wanted. */
  public Var loss(Var meanLogProbability, double targetEntropy) {
    Target surplus = target(meanLogProbability.plus((float) targetEntropy));
    return logarithm.exp().times(surplus.value()).unaryMinus();
  }

  /** The update of log α. */
  public Var step(Var loss) {
    return adam.minimize(loss, learningRate);
  }

  /** Sets the inputs of an update: α and the learning rate. */
  public void schedule(Program update, double remaining) {
    update.set(value, (float) StrictMath.exp(parameters.values()[0]));
    update.set(learningRate, (float) rate.at(remaining));
  }

  public Parameters parameters() {
    return parameters;
  }

  public Adam adam() {
    return adam;
  }
}
