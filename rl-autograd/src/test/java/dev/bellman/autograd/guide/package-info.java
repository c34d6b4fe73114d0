/**
 * The code of {@code docs/guides/add-an-op.md}: the guide quotes these files, and a test in
 * rl-bench compares them.
 *
 * <p>Read first: {@link dev.bellman.autograd.guide.Softsign}, {@link
 * dev.bellman.autograd.guide.SoftsignTest}.
 */
package dev.bellman.autograd.guide;
