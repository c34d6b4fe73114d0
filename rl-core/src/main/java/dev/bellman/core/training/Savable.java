package dev.bellman.core.training;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.autograd.optim.RmsProp;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/** What a learner is made of, as parts of a checkpoint: autograd itself knows no checkpoints. */
public final class Savable {
  private Savable() {}

  /** The numbers of these parameters. */
  public static Stateful of(Parameters parameters) {
    return new Stateful() {
      @Override
      public void save(StateWriter out) {
        out.put("values", parameters.values());
      }

      @Override
      public void load(StateReader in) {
        in.get("values", parameters.values());
        parameters.written();
      }
    };
  }

  /** Moments and number of updates of this optimizer. */
  public static Stateful of(Adam adam) {
    return new Stateful() {
      @Override
      public void save(StateWriter out) {
        out.put("firstMoments", adam.firstMoments());
        out.put("secondMoments", adam.secondMoments());
        out.put("steps", adam.steps());
      }

      @Override
      public void load(StateReader in) {
        in.get("firstMoments", adam.firstMoments());
        in.get("secondMoments", adam.secondMoments());
        adam.seek(in.getLong("steps"));
      }
    };
  }

  /** Mean squares of this optimizer. */
  public static Stateful of(RmsProp rmsProp) {
    return new Stateful() {
      @Override
      public void save(StateWriter out) {
        out.put("squares", rmsProp.squares());
      }

      @Override
      public void load(StateReader in) {
        in.get("squares", rmsProp.squares());
      }
    };
  }

  /** The position of this stream; its key comes from the seed. */
  public static Stateful of(NoiseSource noise) {
    return new Stateful() {
      @Override
      public void save(StateWriter out) {
        out.put("draws", noise.counter());
      }

      @Override
      public void load(StateReader in) {
        noise.seek(in.getLong("draws"));
      }
    };
  }
}
