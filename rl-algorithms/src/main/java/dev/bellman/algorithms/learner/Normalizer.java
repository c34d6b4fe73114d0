package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.TransitionBatch;
import java.util.Optional;

/**
 * Observations as networks see them. What it subtracts and divides by belongs to the policy and is
 * saved with it.
 *
 * <pre>{@code
 * (s − mean) / (σ + 10⁻³)
 * }</pre>
 */
public final class Normalizer {
  /** Observations as they are. */
  public static final Normalizer NONE = new Normalizer(Optional.empty());

  private static final double EPSILON = 1e-3;

  private final Optional<Parameters> statistics;

  private Normalizer(Optional<Parameters> statistics) {
    this.statistics = statistics;
  }

  /** How observations are to be seen. */
  public enum Observations {
    /** As they are. */
    RAW,
    /** With the mean 0 and the deviation 1 over the dataset. */
    STANDARDIZED
  }

  /**
   * A normaliser of this kind.
   *
   * @param data what the statistics are of; without it they wait to be loaded
   */
  public static Normalizer of(Observations kind, int observationSize, Optional<Dataset> data) {
    if (kind == Observations.RAW) {
      return NONE;
    }
    Parameters statistics = new Parameters("normalizer");
    Parameters.Parameter mean = statistics.add("mean", 1, observationSize);
    Parameters.Parameter deviation = statistics.add("deviation", 1, observationSize);
    for (int i = 0; i < observationSize; i++) {
      double[] moments = data.isPresent() ? moments(data.get(), i) : new double[] {0, 1};
      statistics.values()[mean.at() + i] = (float) moments[0];
      statistics.values()[deviation.at() + i] = (float) (moments[1] + EPSILON);
    }
    statistics.written();
    return new Normalizer(Optional.of(statistics));
  }

  /** Mean and deviation of a component over the observations that steps begin with. */
  private static double[] moments(Dataset data, int component) {
    int n = data.observationSize();
    double mean = 0;
    double squares = 0;
    long count = 0;
    for (int e = 0; e < data.episodes(); e++) {
      int row = data.observationRow(e);
      for (int t = 0; t < data.length(e); t++) {
        double x = data.observations()[(row + t) * n + component];
        count++;
        double step = x - mean;
        mean += step / count;
        squares += step * (x - mean);
      }
    }
    return new double[] {mean, Math.sqrt(squares / count)};
  }

  /** Observations as networks see them, {@code [B, observation size]}. */
  public Var of(Var observations) {
    return statistics
        .map(p -> observations.minus(p.variables().get(0)).div(p.variables().get(1)))
        .orElse(observations);
  }

  /** The batch with both observations as networks see them. */
  public TransitionBatch of(TransitionBatch batch) {
    return statistics.isEmpty()
        ? batch
        : new TransitionBatch(
            of(batch.observation()),
            batch.action(),
            batch.reward(),
            batch.discount(),
            of(batch.nextObservation()),
            batch.weight());
  }

  /** What is to be saved: none or one. */
  public Parameters[] parameters() {
    return statistics.stream().toArray(Parameters[]::new);
  }
}
