/**
 * Random numbers without state, for noise inside compiled programs.
 *
 * <p>Read {@link dev.bellman.tensor.random.CounterRandom}: a word is a function of key, counter and
 * index, so that a stream can be replayed, split over threads and needs no saving.
 *
 * <pre>{@code
 * noise[i] = f(key, counter, i)
 * }</pre>
 */
package dev.bellman.tensor.random;
