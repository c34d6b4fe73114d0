package dev.bellman.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How many multiply-adds the cores can do at all: twelve vectors in registers, no memory.
 *
 * <p>Each lane iterates x ← x/2 + 1, which tends to 2; the sum of all lanes is checked.
 */
public final class FmaCeiling {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int ACCUMULATORS = 12;
  private static final int ITERATIONS = 1 << 14;
  private static final int WARM_UP = 2000;
  private static final double ROUND_SECONDS = 0.002;

  private FmaCeiling() {}

  /** The floating-point operations (two a multiply-add and lane) of one {@link #run}. */
  public static final long FLOP_PER_RUN = 2L * ACCUMULATORS * SPECIES.length() * ITERATIONS;

  /**
   * Iterates once, from registers to registers.
   *
   * @return the sum of all lanes, which {@link #check} knows
   */
  public static float run() {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    FloatVector i = a;
    FloatVector j = a;
    FloatVector k = a;
    FloatVector l = a;
    for (int n = 0; n < ITERATIONS; n++) {
      a = a.fma(half, one);
      b = b.fma(half, one);
      c = c.fma(half, one);
      d = d.fma(half, one);
      e = e.fma(half, one);
      f = f.fma(half, one);
      g = g.fma(half, one);
      h = h.fma(half, one);
      i = i.fma(half, one);
      j = j.fma(half, one);
      k = k.fma(half, one);
      l = l.fma(half, one);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
    sum = sum.add(g).add(h).add(i).add(j).add(k).add(l);
    float total = 0;
    for (float lane : sum.toArray()) {
      total += lane;
    }
    return total;
  }

  /**
   * Checks what {@link #run} returned.
   *
   * @throws IllegalStateException if it is not twice the number of all lanes
   */
  public static void check(float sum) {
    float right = 2f * ACCUMULATORS * SPECIES.length();
    if (sum != right) {
      throw new IllegalStateException("FmaCeiling: the sum must be " + right + ", but is " + sum);
    }
  }

  /**
   * GFLOP/s of so many threads together in the best of many short rounds, all of which they begin
   * at once: what else runs on the machine disturbs most rounds, but rarely all.
   */
  public static double measure(int threads, double seconds) {
    int rounds = Math.max(1, (int) Math.round(seconds / ROUND_SECONDS));
    CyclicBarrier together = new CyclicBarrier(threads);
    double[][] rates = new double[threads][rounds];
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      double[] mine = rates[t];
      workers.add(Thread.ofPlatform().start(() -> work(together, mine)));
    }
    workers.forEach(FmaCeiling::join);
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      double sum = 0;
      for (double[] mine : rates) {
        sum += mine[round];
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  private static void work(CyclicBarrier together, double[] rates) {
    for (int n = 0; n < WARM_UP; n++) {
      check(run());
    }
    for (int round = 0; round < rates.length; round++) {
      await(together);
      long start = System.nanoTime();
      long now = start;
      long runs = 0;
      while (now - start < ROUND_SECONDS * 1e9) {
        check(run());
        runs++;
        now = System.nanoTime();
      }
      rates[round] = runs * (double) FLOP_PER_RUN / (now - start);
    }
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("FmaCeiling: interrupted", e);
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("FmaCeiling: interrupted", e);
    }
  }
}
