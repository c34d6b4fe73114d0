package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Where values are pressed down. */
public sealed interface Pessimism {

  /**
   * R(Qᵢ, s) of each critic, {@code [B, critics]}.
   *
   * @param q all critics side by side, of observations and actions in [−1, 1]
   * @param policy π(·|s)
   */
  Var of(
      BinaryOperator<Var> q,
      Function<Var, SquashedGaussian> policy,
      TransitionBatch batch,
      NoiseSource noise);

  /**
   * The paper's: the soft maximum over actions, by samples of three kinds, each as likely as it is.
   *
   * <pre>{@code
   * R(Q, s) = log Σ exp(Q(s, aⱼ) − log p(aⱼ)),   aⱼ ~ uniform: p = ½ᴬ;  π(·|s);  π(·|s′)
   * }</pre>
   *
   * @param samples of each kind, ≥ 1
   */
  record LogSumExp(int samples) implements Pessimism {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is out of it
     */
    public LogSumExp {
      new Ranges("cql").atLeast("samples", 1, samples);
    }

    @Override
    public Var of(
        BinaryOperator<Var> q,
        Function<Var, SquashedGaussian> policy,
        TransitionBatch batch,
        NoiseSource noise) {
      int n = batch.action().columns();
      Var s = batch.observation().repeatRows(samples);
      Var random = Var.uniform(noise, new Extent(samples, true, n)).times(2).minus(1);
      Sample here = policy.apply(batch.observation()).repeated(samples).sample(noise);
      Sample next = policy.apply(batch.nextObservation()).repeated(samples).sample(noise);
      Var uniform = q.apply(s, random).plus((float) (n * Math.log(2)));
      Var now = q.apply(s, here.action()).minus(here.logProbability());
      Var later = q.apply(s, next.action()).minus(next.logProbability());
      Var[] each = new Var[uniform.columns()];
      for (int i = 0; i < each.length; i++) {
        each[i] = Var.concat(side(uniform, i), side(now, i), side(later, i)).logSumExp();
      }
      return Var.concat(each);
    }

    /** What critic i says of the samples of each row, {@code [B, samples]}. */
    private Var side(Var values, int i) {
      return values.slice(i, i + 1).regroup(Extent.batch(samples));
    }
  }

  /** The notes' with μ uniform: {@code R(Q, s) = E_{a ~ uniform} Q(s, a)}, by one sample. */
  record Uniform() implements Pessimism {
    @Override
    public Var of(
        BinaryOperator<Var> q,
        Function<Var, SquashedGaussian> policy,
        TransitionBatch batch,
        NoiseSource noise) {
      Var a = Var.uniform(noise, Extent.batch(batch.action().columns())).times(2).minus(1);
      return q.apply(batch.observation(), a);
    }
  }

  /** The notes' with μ = π: {@code R(Q, s) = E_{a ~ π(·|s)} Q(s, a)}, by one sample. */
  record CurrentPolicy() implements Pessimism {
    @Override
    public Var of(
        BinaryOperator<Var> q,
        Function<Var, SquashedGaussian> policy,
        TransitionBatch batch,
        NoiseSource noise) {
      Var a = policy.apply(batch.observation()).sample(noise).action();
      return q.apply(batch.observation(), a);
    }
  }
}
