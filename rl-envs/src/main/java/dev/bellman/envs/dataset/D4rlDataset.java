package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.util.Arrays;

/**
 * The flat layout of D4RL: all steps one after the other, with their flags (Fu et al. 2020, "D4RL:
 * datasets for deep data-driven reinforcement learning").
 *
 * <pre>{@code
 * observations [N, n]   actions [N, m]   rewards [N]   terminals [N]   timeouts [N]
 * next_observations [N, n], in some files
 * }</pre>
 *
 * <p>Without next observations nobody knows where the last step of an episode led. Where it
 * terminated that does not matter, and its own observation stands in; otherwise the step is left
 * out.
 */
final class D4rlDataset {
  private static final String NEXT = "next_observations";

  private D4rlDataset() {}

  static Dataset read(Hdf5.Reader file, String name) {
    Hdf5.Array rewards = file.array("rewards");
    Hdf5.Array observations = file.array("observations");
    Hdf5.Array actions = file.array("actions");
    int steps = rewards.rows();
    int n = observations.columns();
    boolean[] terminals = file.array("terminals").flags(steps);
    boolean[] timeouts = file.array("timeouts").flags(steps);
    boolean told = file.names().contains(NEXT);
    Steps all =
        new Steps(
            observations.values(steps, n),
            actions.values(steps, actions.columns()),
            rewards.values(steps, 1),
            terminals,
            timeouts,
            told ? file.array(NEXT).values(steps, n) : new float[0],
            told);
    return all.dataset(
        new Dataset.Origin(
            GuessedSpaces.UNKNOWN,
            GuessedSpaces.observations(observations),
            GuessedSpaces.actions(actions),
            name));
  }

  /** What a file holds. */
  private record Steps(
      float[] observations,
      float[] actions,
      float[] rewards,
      boolean[] terminals,
      boolean[] timeouts,
      float[] next,
      boolean told) {

    /** The step after the last one of the episode that begins with this one. */
    private int end(int begin) {
      int end = begin + 1;
      while (end < rewards.length && !terminals[end - 1] && !timeouts[end - 1]) {
        end++;
      }
      return end;
    }

    /** How many of its steps are kept. */
    private int kept(int begin, int end) {
      return told || terminals[end - 1] ? end - begin : end - begin - 1;
    }

    Dataset dataset(Dataset.Origin origin) {
      int[] starts = starts();
      int episodes = starts.length - 1;
      int steps = starts[episodes];
      int n = origin.observationSpace().size();
      int m = origin.actionSpace().size();
      float[] observed = new float[Math.multiplyExact(steps + episodes, n)];
      float[] acted = new float[steps * m];
      float[] rewarded = new float[steps];
      boolean[] terminated = new boolean[steps];
      boolean[] truncated = new boolean[steps];
      int to = 0;
      int row = 0;
      int end;
      for (int begin = 0; begin < rewards.length; begin = end) {
        end = end(begin);
        int kept = kept(begin, end);
        if (kept == 0) {
          continue;
        }
        System.arraycopy(observations, begin * n, observed, row * n, kept * n);
        float[] last = told ? next : observations;
        System.arraycopy(last, (end - 1) * n, observed, (row + kept) * n, n);
        System.arraycopy(actions, begin * m, acted, to * m, kept * m);
        System.arraycopy(rewards, begin, rewarded, to, kept);
        System.arraycopy(terminals, begin, terminated, to, kept);
        System.arraycopy(timeouts, begin, truncated, to, kept);
        to += kept;
        row += kept + 1;
      }
      return new Dataset(origin, starts, observed, acted, rewarded, terminated, truncated);
    }

    private int[] starts() {
      int[] starts = new int[16];
      int episodes = 0;
      int steps = 0;
      int end;
      for (int begin = 0; begin < rewards.length; begin = end) {
        end = end(begin);
        int kept = kept(begin, end);
        if (kept > 0) {
          if (episodes + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
          }
          steps += kept;
          starts[++episodes] = steps;
        }
      }
      return Arrays.copyOf(starts, episodes + 1);
    }
  }

  /** An episode that was cut gets a timeout: the layout has no other way to end it. */
  static void write(Dataset dataset, Hdf5.Writer file) {
    int steps = dataset.steps();
    int n = dataset.observationSize();
    float[] before = new float[steps * n];
    float[] after = new float[steps * n];
    boolean[] timeouts = dataset.truncated().clone();
    for (int e = 0; e < dataset.episodes(); e++) {
      int from = dataset.observationRow(e) * n;
      int size = dataset.length(e) * n;
      System.arraycopy(dataset.observations(), from, before, dataset.start(e) * n, size);
      System.arraycopy(dataset.observations(), from + n, after, dataset.start(e) * n, size);
      timeouts[dataset.end(e) - 1] |= !dataset.terminated()[dataset.end(e) - 1];
    }
    Space observed = dataset.origin().observationSpace();
    file.rows("observations", before, 0, steps, observed);
    file.rows(NEXT, after, 0, steps, observed);
    file.rows("actions", dataset.actions(), 0, steps, dataset.origin().actionSpace());
    file.floats("rewards", dataset.rewards(), 0, steps);
    file.flags("terminals", dataset.terminated(), 0, steps);
    file.flags("timeouts", timeouts, 0, steps);
  }
}
