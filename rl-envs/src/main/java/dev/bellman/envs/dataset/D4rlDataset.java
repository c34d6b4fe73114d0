package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.util.Arrays;
import java.util.List;

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
 *
 * <p>With them, a step whose next observation is not, bit for bit, the observation of the row that
 * follows is the last one of an episode that was cut, whatever the flags say: the file itself says
 * that the step led elsewhere, and joined with that row it would be a transition that nobody saw.
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
    Hdf5.Array next = told ? file.array(NEXT) : observations;
    Steps all =
        new Steps(
            observations.values(steps, n),
            actions.values(steps, actions.columns()),
            rewards.values(steps, 1),
            terminals,
            timeouts,
            next.values(steps, n),
            told);
    return all.dataset(
        new Dataset.Origin(
            GuessedSpaces.UNKNOWN,
            // an episode may end where none goes on
            GuessedSpaces.observations(List.of(observations, next)),
            GuessedSpaces.actions(List.of(actions)),
            name));
  }

  /**
   * What a file holds.
   *
   * @param next where steps led, if that is told; otherwise the observations once more
   */
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
      while (end < rewards.length && goesOn(end - 1)) {
        end++;
      }
      return end;
    }

    /** Whether the row after this one is of the same episode. */
    private boolean goesOn(int row) {
      int n = observations.length / rewards.length;
      int after = (row + 1) * n;
      return !terminals[row]
          && !timeouts[row]
          && (!told || Arrays.equals(next, row * n, after, observations, after, after + n));
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
        System.arraycopy(next, (end - 1) * n, observed, (row + kept) * n, n);
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
