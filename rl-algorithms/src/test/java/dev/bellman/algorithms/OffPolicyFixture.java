package dev.bellman.algorithms;

import dev.bellman.algorithms.learner.Learner;
import dev.bellman.autograd.op.Region;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import java.util.Arrays;

/** What off_policy.py wrote: weights, batches and what updates make of them, by PyTorch. */
public final class OffPolicyFixture extends Fixture {

  /** Reads {@code name.safetensors}. */
  public OffPolicyFixture(String name) {
    super(name);
  }

  /** The batch of an update, from 1 on. */
  public Batch batch(int update) {
    return new Batch(update);
  }

  /** A batch, which also remembers what it was told of errors. */
  public final class Batch implements TransitionSource {
    private final int update;
    private float[] errors = new float[0];

    private Batch(int update) {
      this.update = update;
    }

    @Override
    public void write(int rows, Transitions out) {
      copy("observations", out.observations(), rows);
      copy("actions", out.actions(), rows);
      copy("rewards", out.rewards(), rows);
      copy("discounts", out.discounts(), rows);
      copy("nextObservations", out.nextObservations(), rows);
      out.weights().ifPresent(weights -> copy("weights", weights, rows));
    }

    private void copy(String name, Region out, int rows) {
      out.copyFrom(floats("batch." + name, update - 1), 0, rows);
    }

    @Override
    public void learned(float[] errors, int at, int rows) {
      this.errors = Arrays.copyOfRange(errors, at, at + rows);
    }

    /** Requires that it was told Q(s, a) − y of each row. */
    public void requireErrors() {
      requireClose("error", errors, 1, get("expected.errors", update - 1), 1e-6);
    }
  }

  /**
   * Requires that the gradient of a network's first update was this: Adam's first moments are a
   * tenth of it.
   */
  public void requireGradient(String network, Learner learner, String adam) {
    requireGradient(network, learner, adam, 1e-6);
  }

  /** The same, where rounding is so large a part of the largest element. */
  public void requireGradient(String network, Learner learner, String adam, double rounding) {
    requireMoments("gradient", network, learner, adam, 10, rounding);
  }

  /** Requires that Adam's first moments, which are of all gradients so far, are these. */
  public void requireMoments(String network, Learner learner, String adam) {
    requireMoments("moments", network, learner, adam, 1, 1e-6);
  }

  private void requireMoments(
      String what, String network, Learner learner, String adam, double factor, double rounding) {
    double[] expected =
        network("expected." + what + "." + network, learner.parameters().get(network));
    float[] moments = new float[expected.length];
    InMemoryState.of(learner).scope(adam).get("firstMoments", moments);
    requireGradient(what + " of " + network, moments, factor, expected, rounding);
  }
}
