package dev.bellman.bench.run;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.EpisodeStatistics;

/**
 * Acts in one environment and keeps what happens. Actions are clipped to the bounds of a {@code
 * Box} before they are made, and kept as they were made; the last episode is cut where the steps
 * are used up.
 */
public final class Collector {
  /** Steps between two reports of progress, which look at the clock. */
  private static final int REPORT = 100;

  private final Environment<?> environment;
  private final Rollout.Actions actions;
  private final Dataset.Origin origin;

  /**
   * Acts in this environment.
   *
   * @param id the environment's
   * @param behaviour who acts, in a few words
   */
  public Collector(
      Environment<?> environment, Rollout.Actions actions, String id, String behaviour) {
    this.environment = environment;
    this.actions = actions;
    this.origin =
        new Dataset.Origin(
            id, environment.observationSpace(), environment.actionSpace(), behaviour);
  }

  /**
   * So many steps from a first reset on.
   *
   * @param steps ≥ 1
   * @param seeds the first state is of its key "collect"
   */
  public Dataset collect(int steps, Seeds seeds, Progress progress) {
    DatasetBuilder builder = new DatasetBuilder(origin);
    EpisodeStatistics episodes = new EpisodeStatistics(1);
    float[] observation = new float[origin.observationSpace().size()];
    float[] action = new float[origin.actionSpace().size()];
    progress.started(0, steps);
    try (progress) {
      environment.reset(seeds.key("collect", 0), observation, 0);
      begin(builder, observation);
      for (int step = 1; step <= steps; step++) {
        actions.next(step, observation, action);
        clip(environment.actionSpace(), action);
        double reward = environment.step(action, 0, observation, 0);
        boolean terminated = environment.terminated();
        boolean truncated = environment.truncated();
        builder.step(action, reward, terminated, truncated, observation);
        boolean ended = terminated || truncated;
        episodes.record(0, reward, ended);
        if (ended && step < steps) {
          environment.reset(observation, 0);
          begin(builder, observation);
        }
        if (step % REPORT == 0 || step == steps) {
          progress.advanced(step, episodes.meanReturn());
        }
      }
    }
    return builder.build();
  }

  private void begin(DatasetBuilder builder, float[] observation) {
    builder.begin(observation);
    actions.episodeEnded();
  }

  private static void clip(Space space, float[] action) {
    if (space instanceof Box box) {
      for (int i = 0; i < action.length; i++) {
        action[i] = Math.clamp(action[i], box.low(i), box.high(i));
      }
    }
  }
}
