package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.network.Temperature;
import dev.bellman.algorithms.policy.CriticTerm;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.Savable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The term of {@link Cql}'s critics, with its weight. */
final class Conservative implements CriticTerm {
  private final Cql.Config config;
  private final Temperature weight;
  private final NoiseSource noise;
  private final List<Var> effects = new ArrayList<>();
  private Var difference = Var.constant(0);

  Conservative(Cql.Config config, Seeds seeds) {
    this.config = config;
    this.weight = new Temperature("weight", config.weight(), config.weightLearningRate());
    this.noise = new NoiseSource(seeds.key("cql.noise", 0));
  }

  @Override
  public Var added(
      Var loss,
      BinaryOperator<Var> q,
      Function<Var, SquashedGaussian> policy,
      TransitionBatch batch) {
    Var everywhere = config.pessimism().of(q, policy, batch, noise);
    Var seen = q.apply(batch.observation(), batch.action());
    difference = everywhere.minus(seen).meanColumns().mean(); // of one critic
    Var weightLoss = weight.loss(difference, -config.gap());
    effects.add(difference);
    effects.add(weightLoss);
    effects.add(weight.step(weightLoss));
    Var excess = difference.minus((float) config.gap()).times(seen.columns());
    return loss.plus(weight.value().times(excess)); // (1) of Cql
  }

  @Override
  public List<Var> effects() {
    return effects;
  }

  @Override
  public void schedule(Program update, double remaining) {
    weight.schedule(update, remaining);
  }

  @Override
  public void report(Figures figures, Program update) {
    figures.also("conservatism", update, difference).also("weight", update, weight.value());
  }

  @Override
  public void saveIn(Parts parts) {
    parts
        .networks(weight.parameters())
        .with("weightAdam", Savable.of(weight.adam()))
        .with("conservativeNoise", Savable.of(noise));
  }
}
