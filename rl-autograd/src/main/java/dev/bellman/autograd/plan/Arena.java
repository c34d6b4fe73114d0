package dev.bellman.autograd.plan;

import dev.bellman.tensor.kernel.CacheLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * One array for many values. Two values share a place if neither is needed while the other is; what
 * is computed never shares one with what it is computed from. Places start at lines of the cache.
 */
final class Arena {
  private record Block(int from, int to, Value owner) {}

  private Arena() {}

  /**
   * Gives each value its {@link Value#offset} in one array, by when it is first and last needed.
   *
   * @param size the floats of a value
   * @return the floats of the array
   */
  static int lay(List<Value> values, ToIntFunction<Value> size) {
    List<Block> live = new ArrayList<>();
    int end = CacheLine.FIRST;
    for (Value v : values.stream().sorted(Comparator.comparingInt(v -> v.first)).toList()) {
      live.removeIf(b -> b.owner.last < v.first);
      Block block = firstFit(live, v, size.applyAsInt(v));
      live.add(block);
      live.sort(Comparator.comparingInt(Block::from));
      v.offset = block.from;
      end = Math.max(end, block.to);
    }
    return end;
  }

  private static Block firstFit(List<Block> live, Value v, int size) {
    int from = CacheLine.FIRST;
    int length = CacheLine.whole(size);
    for (Block b : live) {
      if (from + length <= b.from) {
        break;
      }
      from = Math.max(from, b.to);
    }
    return new Block(from, from + length, v);
  }
}
