package dev.bellman.tensor.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads that do parts of one piece of work, the caller being one of them.
 *
 * <p>A worker that waits spins for half a millisecond, because the next piece usually comes at
 * once, and then sleeps. Used by one caller at a time; {@link #close} ends the threads, which also
 * do not keep the JVM alive.
 */
public final class Workers implements AutoCloseable {

  /** A piece of work that can be cut. */
  @FunctionalInterface
  public interface Task {

    /** Does part {@code part} of {@code parts}; parts run at the same time. */
    void run(int part, int parts);
  }

  /** Waiting rounds before the caller lets others run: some 50 µs. */
  private static final int SPINS = 2_000;

  /**
   * Waiting rounds before a worker sleeps: some 0.5 ms, longer than it takes to draw a batch from a
   * large replay buffer. To be woken costs more than that wait where processors are virtual.
   */
  private static final int WAKEFUL_SPINS = 20_000;

  private final Thread[] threads;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger asleep = new AtomicInteger();
  private volatile int generation;
  private volatile boolean closed;
  private volatile Throwable failure;
  private Task task;

  private Workers(int size) {
    threads = new Thread[size - 1];
    for (int i = 0; i < threads.length; i++) {
      int part = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("bellman-worker-" + part).start(() -> serve(part));
    }
  }

  /**
   * Workers for {@code threads} threads in all; with 1 the caller works alone.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers: threads must be at least 1, but are " + threads);
    }
    return new Workers(threads);
  }

  /** The number of threads, the caller included. */
  public int size() {
    return threads.length + 1;
  }

  /**
   * Does all parts of the work and returns when the last is done.
   *
   * @throws RuntimeException what a part threw
   */
  public void run(Task work) {
    if (threads.length == 0) {
      work.run(0, 1);
      return;
    }
    task = work;
    pending.set(threads.length);
    generation++; // publishes the task
    if (asleep.get() > 0) {
      wake();
    }
    work(0);
    for (int spin = 0; pending.get() > 0; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // more threads than free cores: the worker needs this one
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw thrown instanceof RuntimeException r ? r : new IllegalStateException(thrown);
    }
  }

  private void work(int part) {
    try {
      task.run(part, size());
    } catch (Throwable t) {
      failure = t;
    }
  }

  private void serve(int part) {
    int seen = 0;
    while (true) {
      for (int spin = 0; generation == seen && !closed; spin++) {
        if (spin < WAKEFUL_SPINS) {
          Thread.onSpinWait();
        } else {
          sleepUntilAfter(seen);
        }
      }
      if (closed) {
        return;
      }
      seen++;
      work(part);
      pending.decrementAndGet();
    }
  }

  /**
   * Sleeps unless there is work; a caller that published work before it saw this asleep wakes it.
   */
  private void sleepUntilAfter(int seen) {
    asleep.incrementAndGet();
    if (generation == seen && !closed) {
      LockSupport.park(this);
    }
    asleep.decrementAndGet();
  }

  private void wake() {
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  /** Ends the threads; the workers cannot be used again. */
  @Override
  public void close() {
    closed = true;
    wake();
  }
}
