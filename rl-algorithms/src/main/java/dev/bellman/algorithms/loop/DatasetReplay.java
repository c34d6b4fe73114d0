package dev.bellman.algorithms.loop;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionRule;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Pcg64;
import java.util.Optional;

/**
 * Batches out of a dataset and what was added to it since, all steps equally likely: from its
 * arrays straight into those of a program.
 *
 * <p>The dataset is no part of its state, since nothing changes it.
 */
final class DatasetReplay implements TransitionSource, Stateful {
  private final Optional<ReplayBuffer> data;
  private final ReplayBuffer online;
  private final TransitionRule rule;
  private final Pcg64 random;

  DatasetReplay(
      Optional<ReplayBuffer> data, ReplayBuffer online, TransitionRule rule, Pcg64 random) {
    this.data = data;
    this.online = online;
    this.rule = rule;
    this.random = random;
  }

  /** What was added since. */
  ReplayBuffer online() {
    return online;
  }

  @Override
  public void write(int rows, Transitions out) {
    if (data.isEmpty()) {
      throw new IllegalStateException("Offline: there is no dataset to learn from");
    }
    ReplayBuffer offline = data.get();
    for (int i = 0; i < rows; i++) {
      int row = random.integers(offline.size() + online.size());
      if (row < offline.size()) {
        rule.form(offline, row, out, i);
      } else {
        rule.form(online, row - offline.size(), out, i);
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
    out.put("online", online);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
    in.get("online", online);
  }
}
