/**
 * Turns expressions into a flat list of steps over one planned array; nobody outside sees it.
 *
 * <p>Read first: {@link dev.bellman.autograd.plan.Compiler} (which expression is computed when),
 * {@link dev.bellman.autograd.plan.Arena} (where its value lies), {@link
 * dev.bellman.autograd.plan.Plan} (what runs).
 */
package dev.bellman.autograd.plan;
