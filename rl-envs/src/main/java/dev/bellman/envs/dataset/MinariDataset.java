package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The layout of Minari: a group for each episode.
 *
 * <pre>{@code
 * episode_k: observations [T + 1, …]  actions [T, …]  rewards, terminations, truncations [T]
 * }</pre>
 *
 * <p>A file that has other episodes or fewer steps than it says is refused. More steps are not:
 * Minari 0.4.3 counts only the last piece of an episode that it wrote in pieces ({@code
 * max_buffer_steps}), and before 0.4.2 twice the last one alone of the episodes of a list.
 */
final class MinariDataset {
  private static final String EPISODE = "episode_";

  private MinariDataset() {}

  /** Whether the root of a file has such a group. */
  static boolean isOne(Hdf5.Reader file) {
    return count(file.names()) > 0;
  }

  private static int count(Set<String> names) {
    return (int) names.stream().filter(name -> name.matches(EPISODE + "\\d+")).count();
  }

  /** The number of episodes, none of which is missing. */
  private static int episodes(Hdf5.Reader file, OptionalLong said) {
    Set<String> names = file.names();
    int count = count(names);
    for (int k = 0; k < count; k++) {
      if (!names.contains(EPISODE + k)) {
        throw new DatasetException("has " + count + " episodes, but no " + EPISODE + k);
      }
    }
    if (said.isPresent() && said.getAsLong() != count) {
      throw wrong("has " + count + " episodes", said);
    }
    return count;
  }

  private static DatasetException wrong(String has, OptionalLong said) {
    return new DatasetException(has + ", but says that there are " + said.getAsLong());
  }

  /** What the file has of an episode. */
  private record Episode(
      Hdf5.Array observations,
      Hdf5.Array actions,
      Hdf5.Array rewards,
      Hdf5.Array terminations,
      Hdf5.Array truncations) {

    static Episode read(Hdf5.Reader file, int k) {
      String name = EPISODE + k;
      String at = name + "/";
      Episode episode =
          new Episode(
              file.array(at + "observations"),
              file.array(at + "actions"),
              file.array(at + "rewards"),
              file.array(at + "terminations"),
              file.array(at + "truncations"));
      OptionalLong said = file.number(name, MinariMetadata.STEPS);
      if (episode.steps() < said.orElse(0)) {
        throw wrong(name + " has " + episode.steps() + " steps", said);
      }
      return episode;
    }

    int steps() {
      return rewards.rows();
    }
  }

  static Dataset read(Hdf5.Reader file, Path path) throws IOException {
    Map<String, String> about = MinariMetadata.read(file, path);
    List<Episode> episodes = new ArrayList<>();
    int steps = 0;
    int count = episodes(file, MinariMetadata.number(about, MinariMetadata.EPISODES));
    for (int k = 0; k < count; k++) {
      Episode episode = Episode.read(file, k);
      steps = Math.addExact(steps, episode.steps());
      episodes.add(episode);
    }
    OptionalLong said = MinariMetadata.number(about, MinariMetadata.STEPS);
    if (steps < said.orElse(0)) {
      throw wrong("has " + steps + " steps", said);
    }
    Dataset.Origin origin = origin(about, episodes);
    int n = origin.observationSpace().size();
    int m = origin.actionSpace().size();
    int[] starts = new int[episodes.size() + 1];
    float[] observations = new float[Math.multiplyExact(steps + episodes.size(), n)];
    float[] actions = new float[Math.multiplyExact(steps, m)];
    float[] rewards = new float[steps];
    boolean[] terminated = new boolean[steps];
    boolean[] truncated = new boolean[steps];
    for (int e = 0; e < episodes.size(); e++) {
      Episode episode = episodes.get(e);
      int length = episode.steps();
      int at = starts[e];
      float[] seen = episode.observations.values(length + 1, n);
      System.arraycopy(seen, 0, observations, (at + e) * n, seen.length);
      System.arraycopy(episode.actions.values(length, m), 0, actions, at * m, length * m);
      System.arraycopy(episode.rewards.values(length, 1), 0, rewards, at, length);
      System.arraycopy(episode.terminations.flags(length), 0, terminated, at, length);
      System.arraycopy(episode.truncations.flags(length), 0, truncated, at, length);
      starts[e + 1] = at + length;
    }
    return new Dataset(origin, starts, observations, actions, rewards, terminated, truncated);
  }

  private static Dataset.Origin origin(Map<String, String> about, List<Episode> episodes) {
    String observations = about.get(MinariMetadata.OBSERVATION_SPACE);
    String actions = about.get(MinariMetadata.ACTION_SPACE);
    return new Dataset.Origin(
        MinariMetadata.environment(about),
        observations == null
            ? GuessedSpaces.observations(episodes.stream().map(Episode::observations).toList())
            : SpaceJson.read(observations),
        actions == null
            ? GuessedSpaces.actions(episodes.stream().map(Episode::actions).toList())
            : SpaceJson.read(actions),
        MinariMetadata.behaviour(about));
  }

  static void write(Dataset dataset, Hdf5.Writer file) {
    MinariMetadata.write(dataset, file);
    Space observations = dataset.origin().observationSpace();
    Space actions = dataset.origin().actionSpace();
    for (int e = 0; e < dataset.episodes(); e++) {
      int at = dataset.start(e);
      int length = dataset.length(e);
      int row = dataset.observationRow(e);
      Hdf5.Writer episode = file.group(EPISODE + e);
      episode.attribute("id", e);
      episode.attribute("total_steps", length);
      episode.rows("observations", dataset.observations(), row, length + 1, observations);
      episode.rows("actions", dataset.actions(), at, length, actions);
      episode.floats("rewards", dataset.rewards(), at, length);
      episode.flags("terminations", dataset.terminated(), at, length);
      episode.flags("truncations", dataset.truncated(), at, length);
    }
  }
}
