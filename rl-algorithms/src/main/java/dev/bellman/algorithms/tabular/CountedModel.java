package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Pcg64;
import java.util.Arrays;

/**
 * A model to sample from: how often each outcome of each state and action was seen.
 *
 * <pre>{@code
 * p̂(r, s′ | s, a) = N(s, a, r, s′) / N(s, a)
 * }</pre>
 *
 * <p>The outcomes of a pair are a list; adding and drawing walk along it. A step allocates only
 * while there is something new to be seen.
 */
final class CountedModel implements Stateful {
  private static final int NONE = -1;

  private final int[] visits;
  private final int[] first;
  private final int[] seen;
  private int pairs;

  private int outcomes;
  private int[] pair = new int[64];
  private int[] following = new int[64];
  private int[] count = new int[64];
  private int[] next = new int[64];
  private double[] reward = new double[64];
  private boolean[] terminated = new boolean[64];

  /** Nothing seen yet of so many pairs. */
  CountedModel(int cells) {
    visits = new int[cells];
    first = new int[cells];
    seen = new int[cells];
    Arrays.fill(first, NONE);
  }

  /** Counts a transition. */
  void add(int cell, double r, int s, boolean end) {
    if (visits[cell]++ == 0) {
      seen[pairs++] = cell;
    }
    int last = NONE;
    for (int o = first[cell]; o != NONE; o = following[o]) {
      if (reward[o] == r && next[o] == s && terminated[o] == end) {
        count[o]++;
        return;
      }
      last = o;
    }
    append(cell, last, r, s, end, 1);
  }

  private void append(int cell, int last, double r, int s, boolean end, int times) {
    if (outcomes == count.length) {
      grow(2 * outcomes);
    }
    pair[outcomes] = cell;
    following[outcomes] = NONE;
    count[outcomes] = times;
    next[outcomes] = s;
    reward[outcomes] = r;
    terminated[outcomes] = end;
    if (last == NONE) {
      first[cell] = outcomes;
    } else {
      following[last] = outcomes;
    }
    outcomes++;
  }

  private void grow(int capacity) {
    pair = Arrays.copyOf(pair, capacity);
    following = Arrays.copyOf(following, capacity);
    count = Arrays.copyOf(count, capacity);
    next = Arrays.copyOf(next, capacity);
    reward = Arrays.copyOf(reward, capacity);
    terminated = Arrays.copyOf(terminated, capacity);
  }

  /** One of the pairs seen so far, all equally likely. */
  int pair(Pcg64 random) {
    return seen[random.integers(pairs)];
  }

  /** An outcome of a pair, drawn from p̂. */
  int outcome(int cell, Pcg64 random) {
    int o = first[cell];
    for (int left = random.integers(visits[cell]) - count[o]; left >= 0; left -= count[o]) {
      o = following[o];
    }
    return o;
  }

  /** r of an outcome. */
  double reward(int outcome) {
    return reward[outcome];
  }

  /** s′ of an outcome. */
  int next(int outcome) {
    return next[outcome];
  }

  /** Whether an outcome ends the episode. */
  boolean terminated(int outcome) {
    return terminated[outcome];
  }

  @Override
  public void save(StateWriter out) {
    out.put("seen", Arrays.stream(seen, 0, pairs).asLongStream().toArray());
    out.put("pairs", Arrays.stream(pair, 0, outcomes).asLongStream().toArray());
    out.put("counts", Arrays.stream(count, 0, outcomes).asLongStream().toArray());
    out.put("next", Arrays.stream(next, 0, outcomes).asLongStream().toArray());
    out.put("rewards", Arrays.copyOf(reward, outcomes));
    long[] ends = new long[outcomes];
    Arrays.setAll(ends, o -> terminated[o] ? 1 : 0);
    out.put("terminated", ends);
  }

  @Override
  public void load(StateReader in) {
    long[] savedSeen = longs(in, "seen");
    long[] savedPairs = longs(in, "pairs");
    long[] counts = longs(in, "counts");
    long[] nexts = longs(in, "next");
    double[] rewards = new double[counts.length];
    in.get("rewards", rewards);
    long[] ends = longs(in, "terminated");
    Arrays.fill(first, NONE);
    Arrays.fill(visits, 0);
    pairs = savedSeen.length;
    Arrays.setAll(seen, i -> i < pairs ? (int) savedSeen[i] : 0);
    outcomes = 0;
    int[] last = new int[first.length];
    Arrays.fill(last, NONE);
    for (int o = 0; o < counts.length; o++) {
      int cell = (int) savedPairs[o];
      append(cell, last[cell], rewards[o], (int) nexts[o], ends[o] != 0, (int) counts[o]);
      last[cell] = o;
      visits[cell] += (int) counts[o];
    }
  }

  private static long[] longs(StateReader in, String name) {
    long[] values = new long[in.length(name)];
    in.get(name, values);
    return values;
  }
}
