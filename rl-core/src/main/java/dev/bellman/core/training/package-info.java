/**
 * What a learner looks like from outside: advanced piece by piece, listened to, saved and resumed.
 *
 * <p>Read first: {@link dev.bellman.core.training.Training}, {@link
 * dev.bellman.core.training.TrainingListener}, {@link dev.bellman.core.training.EpisodeStatistics}.
 */
package dev.bellman.core.training;
