package dev.bellman.core.experience;

import dev.bellman.autograd.op.Region;
import java.util.Optional;

/**
 * Where a batch of transitions is to be written: the inputs of a program.
 *
 * @param observations s, [B, observation size]
 * @param actions a, [B, action size]
 * @param rewards r, or the discounted sum of several, [B, 1]
 * @param discounts what the value of s′ is multiplied by, [B, 1]: γᵏ·(1 − terminated) after k steps
 * @param nextObservations s′, [B, observation size]
 * @param weights what the loss of each counts, [B, 1], if the program asks for it
 */
public record Transitions(
    Region observations,
    Region actions,
    Region rewards,
    Region discounts,
    Region nextObservations,
    Optional<Region> weights) {}
