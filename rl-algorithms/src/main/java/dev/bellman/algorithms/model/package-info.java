/**
 * Model-based reinforcement learning: a model p̂ of the environment is learned, and experience is
 * made of it (Dyna, NAF with model-based acceleration, MBPO), targets are (MVE), or plans (PETS).
 *
 * <p>Read first: {@link dev.bellman.algorithms.model.Search}, {@link
 * dev.bellman.algorithms.model.Mpc}, {@link dev.bellman.algorithms.model.ReturnModel}.
 *
 * <pre>{@code
 * (r̂ₜ, ŝₜ₊₁) ~ p̂(·, · | ŝₜ, aₜ),   ŝ₀ = s
 * }</pre>
 */
package dev.bellman.algorithms.model;
