/**
 * What deep learners are made of besides their equations: how networks act, what is reported of an
 * update, what is saved, and the ranges that all configurations share.
 *
 * <p>Read first: {@link dev.bellman.algorithms.learner.NetworkPolicy}, {@link
 * dev.bellman.algorithms.learner.Figures}, {@link dev.bellman.algorithms.learner.Parts}.
 *
 * <pre>{@code
 * a = π_θ(s)
 * }</pre>
 */
package dev.bellman.algorithms.learner;
