"""Losses, gradients and updates of offline learners in PyTorch, in double precision: fixtures of the equation tests.

Run in this folder: python3 offline.py
It writes two files NAME-KIND.safetensors for each call at its end: one for each kind of actions.
Noise is that of a learner with seed 0. All networks see standardised observations.
"""

import math

import torch
from fixture import Fixture, numbers
from noise import normal
from off_policy import (
    ACTION,
    B,
    CHOICES,
    KEYS,
    OBSERVATION,
    RATE,
    TAU,
    Twin,
    TwinQ,
    all_of,
    batches,
    blend,
    gradient,
    mlp,
    named,
    step,
)
from torch import nn
from torch.distributions import Categorical, Independent, Normal, kl_divergence
from torch.nn.functional import cross_entropy

KEYS |= {  # Seeds.of(0).key("cql.noise", 0), …
    "cql": -1063279676981214411,
    "awac": -5100026638028743477,
    "kl": -8052195496865814726,
}


def adam(*networks, rate=RATE):
    return torch.optim.Adam([x for network in networks for x in network.parameters()], lr=rate)


class Normalizer(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = nn.Parameter(numbers(1, OBSERVATION), requires_grad=False)
        self.deviation = nn.Parameter((numbers(1, OBSERVATION).abs() + 0.5).float().double(), requires_grad=False)

    def forward(self, s):
        return (s - self.mean) / self.deviation


class Actor(nn.Module):
    """A policy over CHOICES actions, or over boxes with a deviation that no observation changes."""

    def __init__(self, discrete, lowest=-5, highest=2):
        super().__init__()
        self.discrete, self.lowest, self.highest = discrete, lowest, highest
        self.actor = mlp(OBSERVATION, CHOICES if discrete else ACTION)
        if not discrete:
            self.actor.logDeviation = nn.Parameter(numbers(1, ACTION, scale=0.2) - 0.5)

    def forward(self, s):
        if self.discrete:
            return Categorical(logits=self.actor(s))
        deviation = self.actor.logDeviation.clamp(self.lowest, self.highest).exp()
        return Independent(Normal(self.actor(s).tanh(), deviation), 1)

    def log(self, s, a):
        return self(s).log_prob(a[:, 0] if self.discrete else a)[:, None]

    def mode(self, s):
        return self(s).probs.argmax(1, keepdim=True) if self.discrete else self(s).mean


class TwinChosen(TwinQ):
    """Twins of all actions at once, asked for one or for the mean over a policy."""

    def forward(self, s, a):
        return [q(s).gather(1, a) for q in self.networks]

    def min(self, s, a):
        return torch.min(*self(s, a))

    def expected(self, s, pi, key, draw):
        return (pi.probs * torch.min(*(q(s) for q in self.networks))).sum(1, keepdim=True)


class TwinOfBox(Twin):
    def expected(self, s, pi, key, draw):
        a = pi.mean + pi.stddev * normal(KEYS[key], draw, B, ACTION)
        return self.min(s, a.clamp(-1, 1))


def twins(discrete):
    return TwinChosen() if discrete else TwinOfBox()


class Learner:
    """What scripts of learners share: networks under their names, standardised batches, what is expected."""

    def __init__(self, seed, discrete):
        torch.manual_seed(seed)
        self.discrete = discrete
        self.seen = Normalizer()
        self.networks = {"normalizer": self.seen}
        self.out = Fixture()

    def begin(self, networks, updates):
        """The batches."""
        self.networks |= networks
        self.out.give(all_of(self.networks))
        return [
            (u, self.seen(s), a, r, discount, self.seen(s2))
            for u, (s, a, r, discount, s2) in enumerate(batches(self.out, updates, self.discrete), 1)
        ]

    def gradient(self, name, network):
        self.out.expect(gradient(name, network))

    def moments(self, name, network, optimizer):
        """Adam's first moments: what is left of the gradients of all updates so far."""
        self.out.expect(named(f"moments.{name}", network, lambda x: optimizer.state[x]["exp_avg"]))

    def updated(self, **figures):
        self.out.expect_of_update(all_of(self.networks) | figures)

    def write(self, name):
        self.out.write(__file__, name)

    def write_of_kind(self, name):
        """Of those that have actions of both kinds."""
        self.write(name + ("-discrete" if self.discrete else "-box"))


def squares(values, y):
    """Of both critics."""
    return sum(((q - y) ** 2).mean() for q in values)


def mean(values):
    return torch.cat(values, 1).mean()


def iql(discrete):
    learner = Learner(33, discrete)
    actor, value, q, target = Actor(discrete), mlp(OBSERVATION, 1), twins(discrete), twins(discrete)
    networks = {"policy": actor, "value.value": value, "critics.critic": q, "targets.critic": target}
    value_adam, actor_adam, critic_adam = adam(value), adam(actor, rate=2 * RATE), adam(q)
    for u, s, a, r, discount, s2 in learner.begin(networks, 3):
        best = target.min(s, a).detach()
        error = best - value(s)
        assert 0 < (error > 0).sum() < B
        value_loss = (torch.where(error > 0, 0.8, 0.2) * error**2).mean()
        step(value_adam, value_loss)
        advantage = (best - value(s)).detach()
        weight = (advantage / 0.5).exp().clamp(max=0.8)
        assert 0 < (weight == 0.8).sum() < B
        policy_loss = -(weight * actor.log(s, a)).mean()
        step(actor_adam, policy_loss)
        y = (r + discount * value(s2)).detach()
        values = q(s, a)
        critic_loss = squares(values, y)
        step(critic_adam, critic_loss)
        if u == 1:
            learner.gradient("value.value", value)
            learner.gradient("policy", actor)
            learner.gradient("critics.critic", q)
        blend(target, q, TAU)
        learner.updated(
            valueLoss=value_loss,
            policyLoss=policy_loss,
            criticLoss=critic_loss,
            advantage=advantage.mean(),
            meanValue=mean(values),
            policyValue=q.min(s, actor.mode(s)).mean(),
        )
    learner.write_of_kind("iql")


def awac(discrete):
    learner = Learner(22, discrete)
    actor, q, target = Actor(discrete, -6, 0), twins(discrete), twins(discrete)
    networks = {"policy": actor, "critics.critic": q, "targets.critic": target}
    actor_adam, critic_adam = adam(actor), adam(q)
    for u, s, a, r, discount, s2 in learner.begin(networks, 3):
        with torch.no_grad():
            y = r + discount * target.expected(s2, actor(s2), "awac", 2 * u - 2)
        values = q(s, a)
        critic_loss = squares(values, y)
        step(critic_adam, critic_loss)
        with torch.no_grad():
            advantage = q.min(s, a) - q.expected(s, actor(s), "awac", 2 * u - 1)
            weight = B * (advantage / 0.7).softmax(0)
        policy_loss = -(weight * actor.log(s, a)).mean()
        step(actor_adam, policy_loss)
        if u == 1:
            learner.gradient("critics.critic", q)
            learner.gradient("policy", actor)
        blend(target, q, TAU)
        learner.updated(
            criticLoss=critic_loss,
            policyLoss=policy_loss,
            advantage=advantage.mean(),
            meanValue=mean(values),
            policyValue=q.min(s, actor.mode(s)).mean(),
        )
    learner.write_of_kind("awac")


def awr(discrete):
    learner = Learner(23, discrete)
    actor, value = Actor(discrete, math.log(0.6), math.log(0.6)), mlp(OBSERVATION, 1)
    networks = {"policy": actor, "value.value": value}
    actor_adam, value_adam = adam(actor), adam(value, rate=2 * RATE)
    for u, s, a, r, discount, s2 in learner.begin(networks, 3):
        g = (r + discount * value(s2)).detach()
        v = value(s)
        advantage = (g - v).detach()
        standardized = (advantage - advantage.mean()) / (advantage.std(correction=0) + 1e-5)
        weight = (standardized / 0.5).exp().clamp(max=4)
        assert 0 < (weight == 4).sum() < B
        policy_loss = -(weight * actor.log(s, a)).mean()
        step(actor_adam, policy_loss)
        value_loss = ((v - g) ** 2).mean()
        step(value_adam, value_loss)
        if u == 1:
            learner.gradient("policy", actor)
            learner.gradient("value.value", value)
        learner.updated(valueLoss=value_loss, policyLoss=policy_loss, advantage=advantage.mean())
    learner.write_of_kind("awr")


def kl(name, discrete, forward, rate):
    """The first two of five updates clone. In the third π = b, where the reverse divergence has no gradient."""
    learner = Learner(27, discrete)
    actor, clone, q, target = Actor(discrete), Actor(discrete), twins(discrete), twins(discrete)
    log_beta = nn.Parameter(torch.tensor([0.7]).double().log().float().double())
    networks = {"policy": actor, "clone": clone, "critics.critic": q, "targets.critic": target}
    actor_adam, clone_adam, critic_adam = adam(actor), adam(clone), adam(q)
    beta_adam = torch.optim.Adam([log_beta], lr=rate)
    learner.out.give({"multiplier.logMultiplier": log_beta})
    nothing = torch.tensor(math.nan).double()
    clone_loss = critic_loss = policy_loss = divergence = value = values_mean = beta = nothing
    draw = 0
    for u, s, a, r, discount, s2 in learner.begin(networks, 5):
        if u <= 2:
            clone_loss = -clone.log(s, a).mean()
            step(clone_adam, clone_loss)
            if u == 1:
                learner.gradient("clone", clone)
            if u == 2:
                actor.load_state_dict(clone.state_dict())
        else:
            beta = log_beta.exp().detach()[0]
            with torch.no_grad():
                y = r + discount * target.expected(s2, actor(s2), "kl", draw)
            values = q(s, a)
            values_mean = mean(values)
            critic_loss = squares(values, y)
            step(critic_adam, critic_loss)
            if u == 3:
                learner.gradient("critics.critic", q)
            if forward:
                divergence = (clone.log(s, a).detach() - actor.log(s, a)).mean()
            else:
                with torch.no_grad():
                    b = clone(s)
                divergence = kl_divergence(actor(s), b).mean()
            value = q.expected(s, actor(s), "kl", draw + 1).mean()
            draw += 2
            policy_loss = beta * divergence - value
            step(actor_adam, policy_loss)
            step(beta_adam, -log_beta.exp() * (divergence.detach() - 0.05))
            if u == 3:
                learner.gradient("policy", actor)
                learner.out.expect({"gradient.multiplier.logMultiplier": log_beta.grad})
            if u == 5:
                learner.moments("critics.critic", q, critic_adam)
                learner.moments("policy", actor, actor_adam)
                learner.out.expect({"moments.multiplier.logMultiplier": beta_adam.state[log_beta]["exp_avg"]})
            blend(target, q, TAU)
        learner.out.expect_of_update({"multiplier.logMultiplier": log_beta})
        learner.updated(
            cloneLoss=clone_loss,
            criticLoss=critic_loss,
            policyLoss=policy_loss,
            divergence=divergence,
            multiplier=beta,
            meanValue=values_mean,
            policyValue=value,
        )
    learner.write_of_kind(name)


def bc(discrete):
    learner = Learner(28, discrete)
    actor = mlp(OBSERVATION, CHOICES if discrete else ACTION)
    actor_adam = adam(actor)
    for u, s, a, _, _, _ in learner.begin({"policy.actor": actor}, 3):
        x = actor(s)
        loss = cross_entropy(x, a[:, 0]) if discrete else ((x.tanh() - a) ** 2).mean()
        step(actor_adam, loss)
        if u == 1:
            learner.gradient("policy.actor", actor)
        learner.updated(policyLoss=loss)
    learner.write_of_kind("bc")


def one_step(discrete):
    """The first two of four updates are of V and b."""
    learner = Learner(29, discrete)
    actor, clone, value, target = Actor(discrete), Actor(discrete), mlp(OBSERVATION, 1), mlp(OBSERVATION, 1)
    networks = {"policy": actor, "clone": clone, "value.value": value, "valueTarget.value": target}
    actor_adam, clone_adam, value_adam = adam(actor, rate=3 * RATE), adam(clone), adam(value)
    value_loss = clone_loss = policy_loss = torch.tensor(math.nan).double()
    for u, s, a, r, discount, s2 in learner.begin(networks, 5):
        if u <= 2:
            value_loss = ((value(s) - (r + discount * target(s2)).detach()) ** 2).mean()
            step(value_adam, value_loss)
            blend(target, value, TAU)
            clone_loss = -clone.log(s, a).mean()
            step(clone_adam, clone_loss)
            if u == 1:
                learner.gradient("value.value", value)
                learner.gradient("clone", clone)
            if u == 2:
                actor.load_state_dict(clone.state_dict())
        else:
            with torch.no_grad():
                residual = r + discount * value(s2) - value(s)
                advantage = (residual - residual.mean()) / (residual.std(correction=0) + 1e-5)
                log_b = clone.log(s, a)
            ratio = (actor.log(s, a) - log_b).exp()
            clipped = ratio.clamp(0.8, 1.2)
            if u == 5:
                assert 0 < (clipped != ratio).sum() < B
            policy_loss = -torch.min(ratio * advantage, clipped * advantage).mean()
            step(actor_adam, policy_loss)
            if u == 3:
                learner.gradient("policy", actor)
        learner.updated(valueLoss=value_loss, cloneLoss=clone_loss, policyLoss=policy_loss)
    learner.write_of_kind("one-step-ac")


if __name__ == "__main__":
    for discrete in False, True:
        iql(discrete)
        awac(discrete)
        awr(discrete)
        bc(discrete)
        one_step(discrete)
        kl("kl-reverse", discrete, False, 0.0)
        kl("kl-reverse-dual", discrete, False, 2 * RATE)
        kl("kl-forward", discrete, True, 0.0)
        kl("kl-forward-dual", discrete, True, 2 * RATE)
