package dev.bellman.autograd.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One array for all values that live only during a run. Two values share a place if neither is
 * needed while the other is; what is computed never shares one with what it is computed from.
 */
final class Arena {
  /** Places start at multiples of a cache line of floats. */
  private static final int LINE = 16;

  /** The first element of a large array that lies on a cache line, after its header of 16 bytes. */
  private static final int FIRST = 12;

  private record Block(int from, int to, Value owner) {}

  private Arena() {}

  /** Places all values that are not pinned, for runs of {@code capacity} rows. */
  static void place(List<Value> values, int capacity) {
    List<Value> passing =
        values.stream()
            .filter(v -> !v.pinned && !v.settled && v.first >= 0)
            .sorted(Comparator.comparingInt(v -> v.first))
            .toList();
    List<Block> live = new ArrayList<>();
    List<Block> placed = new ArrayList<>();
    int end = FIRST;
    for (Value v : passing) {
      live.removeIf(b -> b.owner.last < v.first);
      Block block = firstFit(live, v, v.extent().size(capacity));
      live.add(block);
      live.sort(Comparator.comparingInt(Block::from));
      placed.add(block);
      end = Math.max(end, block.to);
    }
    float[] array = new float[end];
    placed.forEach(b -> b.owner.region.place(array, b.from));
  }

  private static Block firstFit(List<Block> live, Value v, int size) {
    int from = FIRST;
    int length = (size + LINE - 1) / LINE * LINE;
    for (Block b : live) {
      if (from + length <= b.from) {
        break;
      }
      from = Math.max(from, b.to);
    }
    return new Block(from, from + length, v);
  }
}
