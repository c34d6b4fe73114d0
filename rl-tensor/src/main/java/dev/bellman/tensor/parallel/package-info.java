/**
 * Threads that share the work of one caller.
 *
 * <p>Read first: {@link dev.bellman.tensor.parallel.Workers}. Work is cut by position, never by who
 * is quicker, so that results do not depend on the number of threads.
 */
package dev.bellman.tensor.parallel;
