"""Losses, gradients and updates of off-policy learners in PyTorch, in double precision: fixtures of the equation tests.

Run in this folder: python3 off_policy.py
It writes a file NAME.safetensors for each call at its end. Twin critics are written side by side.
Noise and coins are those of a learner with seed 0; actions lie in [-2, 2] x [-1, 3].
"""

import math

import fixture
import torch
from fixture import Fixture, numbers
from noise import normal
from torch import nn
from torch.nn.functional import mse_loss, smooth_l1_loss

B, OBSERVATION, ACTION, CHOICES, HIDDEN = 9, 3, 2, 4, (6, 5)
CENTRE, SCALE = torch.tensor([0.0, 1.0]).double(), torch.tensor([2.0, 2.0]).double()
RATE, TAU = 1e-2, 0.1
KEYS = {  # Seeds.of(0).key("sac.noise", 0), …
    "sac": -2633519567494892657,
    "td3": -1230624992485591907,
    "on-policy-sac": -369090059935233518,
}
COINS = "AABBBB"  # of Seeds.of(0).stream("two-network-double-dqn.coin")


def mlp(inputs, outputs, hidden=HIDDEN):
    return fixture.mlp(inputs, hidden, outputs, nn.ReLU)


class Twin(nn.Module):
    def __init__(self):
        super().__init__()
        self.networks = nn.ModuleList(mlp(OBSERVATION + ACTION, 1) for _ in range(2))

    def forward(self, s, a):
        x = torch.cat([s, a], 1)
        return [q(x) for q in self.networks]

    def min(self, s, a):
        return torch.min(*self(s, a))


def named(name, network, of=lambda x: x):
    """The parameters of a network by name, of a Twin's beside each other; or what `of` makes of them."""
    if isinstance(network, Twin):
        first, second = (fixture.named(name, q, of) for q in network.networks)
        return {n: torch.cat([first[n], second[n]], -1) for n in first}
    return fixture.named(name, network, of)


def all_of(networks):
    return {n: x for name, network in networks.items() for n, x in named(name, network).items()}


def gradient(name, network):
    return named(f"gradient.{name}", network, lambda x: x.grad)


def blend(target, source, tau):
    for x, y in zip(target.parameters(), source.parameters()):
        x.data = (1 - tau) * x.data + tau * y.data


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def batches(out, updates, discrete=False):
    """A batch an update; the first two transitions of each terminate."""
    all, written = [], []
    for _ in range(updates):
        s, s2, r = numbers(B, OBSERVATION), numbers(B, OBSERVATION), numbers(B, 1)
        unit = (2 * torch.rand(B, ACTION).double() - 1).mul(64).round() / 64  # exact in either scale
        a = torch.randint(CHOICES, (B, 1)) if discrete else unit
        discount = torch.full((B, 1), 0.9).float().double()
        discount[:2] = 0
        all.append((s, a, r, discount, s2))
        written.append((s, a.double() if discrete else CENTRE + SCALE * a, r[:, 0], discount[:, 0], s2))
    names = "observations", "actions", "rewards", "discounts", "nextObservations"
    out.give({f"batch.{name}": torch.stack(x) for name, x in zip(names, zip(*written))})
    return all


class TwinQ(Twin):
    """Of all actions at once."""

    def __init__(self):
        nn.Module.__init__(self)
        self.networks = nn.ModuleList(mlp(OBSERVATION, CHOICES) for _ in range(2))

    def forward(self, s):
        return [q(s) for q in self.networks]

    def min(self, s):
        return torch.min(*self(s))


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.critic = mlp(OBSERVATION + ACTION, 1)

    def forward(self, s, a):
        return self.critic(torch.cat([s, a], 1))


def seen(name, network, optimizer):
    """The gradient that Adam saw in its first step, weight decay and all."""
    return named(f"gradient.{name}", network, lambda x: 10 * optimizer.state[x]["exp_avg"])


class Dueling(nn.Module):
    def __init__(self):
        super().__init__()
        self.critic = mlp(OBSERVATION, HIDDEN[1], HIDDEN[:1])
        self.value = mlp(HIDDEN[1], 1, ())[0]
        self.advantage = mlp(HIDDEN[1], CHOICES, ())[0]

    def forward(self, s):
        x = self.critic(s).relu()
        a = self.advantage(x)
        return self.value(x) + a - a.mean(1, keepdim=True)


def dqn(name, tau, period, double=False, dueling=False, weighted=False, loss_of=smooth_l1_loss):
    torch.manual_seed(11)
    q = Dueling() if dueling else mlp(OBSERVATION, CHOICES)
    target = Dueling() if dueling else mlp(OBSERVATION, CHOICES)
    networks = {"network": q, "target": target}
    if not dueling:
        networks = {f"{x}.critic": network for x, network in networks.items()}
    out = Fixture()
    out.give(all_of(networks))
    adam = torch.optim.Adam(q.parameters(), lr=RATE)
    weights = []
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 4, discrete=True), 1):
        with torch.no_grad():
            best = (q if double else target)(s2).argmax(1, keepdim=True)
            y = r + discount * target(s2).gather(1, best)
        value = q(s).gather(1, a)
        losses = loss_of(value, y, reduction="none")
        if weighted:
            w = torch.rand(B, 1).float().double()
            weights.append(w[:, 0])
            out.expect_of_update({"errors": (value - y)[:, 0]})
            losses = w * losses
        loss = losses.mean()
        adam.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(q.parameters(), 0.5)
        adam.step()
        if u == 1:
            out.expect(gradient(next(iter(networks)), q))
        if u % period == 0:
            blend(target, q, tau)
        out.expect_of_update(all_of(networks) | {"loss": loss, "meanValue": value.mean(), "gradientNorm": norm})
    if weighted:
        out.give({"batch.weights": torch.stack(weights)})
    out.write(__file__, name)


def sample(actor, s, name, draw):
    mean, log_std = actor(s).chunk(2, 1)
    p = torch.distributions.Normal(mean, log_std.clamp(-20, 2).exp())
    u = p.mean + p.stddev * normal(KEYS[name], draw, B, ACTION)
    log = p.log_prob(u) - torch.log(1 - u.tanh() ** 2)
    return u.tanh(), log.sum(1, keepdim=True)


def two_network():
    torch.manual_seed(14)
    q = {x: mlp(OBSERVATION, CHOICES) for x in "AB"}
    target = {x: mlp(OBSERVATION, CHOICES) for x in "AB"}
    adam = {x: torch.optim.Adam(q[x].parameters(), lr=RATE) for x in "AB"}
    networks = {f"network{x}.critic": q[x] for x in "AB"} | {f"target{x}.critic": target[x] for x in "AB"}
    out = Fixture()
    out.give(all_of(networks))
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 6, discrete=True), 1):
        i = COINS[u - 1]
        j = "B" if i == "A" else "A"
        with torch.no_grad():
            best = q[i](s2).argmax(1, keepdim=True)
            y = r + discount * target[j](s2).gather(1, best)
        value = q[i](s).gather(1, a)
        loss = smooth_l1_loss(value, y)
        adam[i].zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(q[i].parameters(), 0.5)
        adam[i].step()
        if i not in COINS[: u - 1]:
            out.expect(gradient(f"network{i}.critic", q[i]))
        if u % 2 == 0:
            for x in "AB":
                blend(target[x], q[x], TAU)
        out.expect_of_update(all_of(networks) | {"loss": loss, "meanValue": value.mean(), "gradientNorm": norm})
    out.write(__file__, "two-network-double-dqn")


def td3():
    torch.manual_seed(12)
    actor, critics = mlp(OBSERVATION, ACTION), Twin()
    actor_target, targets = mlp(OBSERVATION, ACTION), Twin()
    networks = {"policy.actor": actor, "policyTarget.actor": actor_target}
    networks |= {"critics.critic": critics, "targets.critic": targets}
    out = Fixture()
    out.give(all_of(networks))
    actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE)
    critic_adam = torch.optim.Adam(critics.parameters(), lr=RATE)
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 4), 1):
        with torch.no_grad():
            epsilon = normal(KEYS["td3"], u - 1, B, ACTION)
            a2 = (actor_target(s2).tanh() + (0.3 * epsilon).clamp(-0.4, 0.4)).clamp(-1, 1)
            y = r + discount * targets.min(s2, a2)
        critic_loss = sum(((q - y) ** 2).mean() for q in critics(s, a))
        step(critic_adam, critic_loss)
        if u == 1:
            out.expect(gradient("critics.critic", critics))
        actor_loss = torch.tensor(math.nan).double()  # there is none
        if u % 2 == 0:
            actor_loss = -critics(s, actor(s).tanh())[0].mean()
            step(actor_adam, actor_loss)
            if u == 2:
                out.expect(gradient("policy.actor", actor))
            blend(targets, critics, TAU)
            blend(actor_target, actor, TAU)
        out.expect_of_update(all_of(networks) | {"criticLoss": critic_loss, "actorLoss": actor_loss})
    out.write(__file__, "td3")


def sac():
    torch.manual_seed(13)
    actor, critics, targets = mlp(OBSERVATION, 2 * ACTION), Twin(), Twin()
    log_alpha = nn.Parameter(torch.tensor([0.5]).double().log().float().double())
    networks = {"policy.actor": actor, "critics.critic": critics, "targets.critic": targets}
    out = Fixture()
    out.give(all_of(networks) | {"temperature.logTemperature": log_alpha})
    actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE)
    critic_adam = torch.optim.Adam(critics.parameters(), lr=RATE)
    alpha_adam = torch.optim.Adam([log_alpha], lr=2 * RATE)

    for u, (s, a, r, discount, s2) in enumerate(batches(out, 3), 1):
        alpha = log_alpha.exp().detach()
        with torch.no_grad():
            a2, log2 = sample(actor, s2, "sac", 2 * u - 2)
            y = r + discount * (targets.min(s2, a2) - alpha * log2)
        critic_loss = sum(((q - y) ** 2).mean() for q in critics(s, a))
        step(critic_adam, critic_loss)
        if u == 1:
            out.expect(gradient("critics.critic", critics))
        now, log = sample(actor, s, "sac", 2 * u - 1)
        actor_loss = (alpha * log - critics.min(s, now)).mean()
        step(actor_adam, actor_loss)
        alpha_loss = -(log_alpha.exp() * (log - ACTION).detach()).mean()
        step(alpha_adam, alpha_loss)
        if u == 1:
            out.expect(gradient("policy.actor", actor))
            out.expect({"gradient.temperature.logTemperature": log_alpha.grad})
        blend(targets, critics, TAU)
        out.expect_of_update(all_of(networks) | {"temperature.logTemperature": log_alpha})
        out.expect_of_update({
            "criticLoss": critic_loss,
            "actorLoss": actor_loss,
            "temperatureLoss": alpha_loss,
            "temperature": alpha[0],
            "entropy": -log.mean(),
        })
    out.write(__file__, "sac")


def deterministic(name, decay, blends):
    """DDPG, with target networks, and DPG, which bootstraps from what it learns."""
    torch.manual_seed(14)
    actor, critic = mlp(OBSERVATION, ACTION), Critic()
    actor_target, critic_target = (mlp(OBSERVATION, ACTION), Critic()) if blends else (actor, critic)
    networks = {"policy.actor": actor, "critic": critic}
    if blends:
        networks |= {"policyTarget.actor": actor_target, "criticTarget": critic_target}
    out = Fixture()
    out.give(all_of(networks))
    actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE)
    critic_adam = torch.optim.Adam(critic.parameters(), lr=2 * RATE, weight_decay=decay)
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 3), 1):
        with torch.no_grad():
            y = r + discount * critic_target(s2, actor_target(s2).tanh())
        error = ((critic(s, a) - y) ** 2).mean()
        critic_loss = error + decay / 2 * sum((x**2).sum() for x in critic.parameters())
        step(critic_adam, error)
        actor_loss = -critic(s, actor(s).tanh()).mean()
        step(actor_adam, actor_loss)
        if u == 1:
            out.expect(seen("critic", critic, critic_adam) | seen("policy.actor", actor, actor_adam))
        if blends:
            blend(critic_target, critic, TAU)
            blend(actor_target, actor, TAU)
        out.expect_of_update(all_of(networks) | {"criticLoss": critic_loss, "actorLoss": actor_loss})
    out.write(__file__, name)


def on_policy_sac():
    torch.manual_seed(15)
    actor, critic, alpha = mlp(OBSERVATION, 2 * ACTION), Critic(), 0.25
    networks = {"policy.actor": actor, "critic": critic}
    out = Fixture()
    out.give(all_of(networks))
    actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE)
    critic_adam = torch.optim.Adam(critic.parameters(), lr=RATE)

    for u, (s, a, r, discount, s2) in enumerate(batches(out, 3), 1):
        with torch.no_grad():
            a2, log2 = sample(actor, s2, "on-policy-sac", 2 * u - 2)
            y = r + discount * (critic(s2, a2) - alpha * log2)
        critic_loss = ((critic(s, a) - y) ** 2).mean()
        step(critic_adam, critic_loss)
        now, log = sample(actor, s, "on-policy-sac", 2 * u - 1)
        actor_loss = (alpha * log - critic(s, now)).mean()
        step(actor_adam, actor_loss)
        if u == 1:
            out.expect(seen("critic", critic, critic_adam) | seen("policy.actor", actor, actor_adam))
        out.expect_of_update(all_of(networks))
        out.expect_of_update({"criticLoss": critic_loss, "actorLoss": actor_loss, "entropy": -log.mean()})
    out.write(__file__, "on-policy-sac")


def discrete_sac():
    torch.manual_seed(16)
    actor, critics, targets = mlp(OBSERVATION, CHOICES), TwinQ(), TwinQ()
    log_alpha = nn.Parameter(torch.tensor([0.5]).double().log().float().double())
    networks = {"policy.actor": actor, "critics.critic": critics, "targets.critic": targets}
    out = Fixture()
    out.give(all_of(networks) | {"temperature.logTemperature": log_alpha})
    actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE)
    critic_adam = torch.optim.Adam(critics.parameters(), lr=RATE)
    alpha_adam = torch.optim.Adam([log_alpha], lr=2 * RATE)

    for u, (s, a, r, discount, s2) in enumerate(batches(out, 4, discrete=True), 1):
        alpha = log_alpha.exp().detach()
        with torch.no_grad():
            next = torch.distributions.Categorical(logits=actor(s2))
            v = (next.probs * targets.min(s2)).sum(1, keepdim=True) + alpha * next.entropy()[:, None]
            y = r + discount * v
        critic_loss = sum(((q.gather(1, a) - y) ** 2).mean() for q in critics(s))
        step(critic_adam, critic_loss)
        if u == 1:
            out.expect(gradient("critics.critic", critics))
        now = torch.distributions.Categorical(logits=actor(s))
        entropy = now.entropy().mean()
        actor_loss = -alpha * entropy - (now.probs * critics.min(s).detach()).sum(1).mean()
        step(actor_adam, actor_loss[0])
        alpha_loss = (log_alpha.exp() * (entropy.detach() - 0.6 * math.log(CHOICES))).sum()
        step(alpha_adam, alpha_loss)
        if u == 1:
            out.expect(gradient("policy.actor", actor))
            out.expect({"gradient.temperature.logTemperature": log_alpha.grad})
        if u % 2 == 0:
            blend(targets, critics, TAU)
        out.expect_of_update(all_of(networks) | {"temperature.logTemperature": log_alpha})
        out.expect_of_update({
            "criticLoss": critic_loss,
            "actorLoss": actor_loss[0],
            "temperatureLoss": alpha_loss,
            "temperature": alpha[0],
            "entropy": entropy,
        })
    out.write(__file__, "discrete-sac")


class Paraboloid(nn.Module):
    """V, μ and the factor L of NAF on the same layers; the entries of L are its diagonal and what is below it."""

    def __init__(self):
        super().__init__()
        self.hidden = fixture.mlp(OBSERVATION, HIDDEN[:1], HIDDEN[1], nn.Tanh)
        self.value = mlp(HIDDEN[1], 1, ())[0]
        self.mean = mlp(HIDDEN[1], ACTION, ())[0]
        self.factor = mlp(HIDDEN[1], 3, ())[0]

    def v(self, s):
        return self.value(self.hidden(s).tanh())

    def forward(self, s, a):
        x = self.hidden(s).tanh()
        first, second, below = self.factor(x).unbind(1)
        rows = [first.exp(), torch.zeros(B).double()], [below, second.exp()]
        factor = torch.stack([torch.stack(row, 1) for row in rows], 1)
        d = (a - self.mean(x).tanh())[:, :, None]
        return self.value(x) - (d.mT @ factor @ factor.mT @ d)[:, :, 0] / 2


def naf():
    torch.manual_seed(17)
    q, target = Paraboloid(), Paraboloid()
    networks = {"network": q, "target": target}
    out = Fixture()
    out.give(all_of(networks))
    adam = torch.optim.Adam(q.parameters(), lr=RATE)
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 3), 1):
        with torch.no_grad():
            y = r + discount * target.v(s2)
        value = q(s, a)
        loss = ((value - y) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(q.parameters(), 0.5)
        adam.step()
        if u == 1:
            out.expect(gradient("network", q))
        blend(target, q, TAU)
        out.expect_of_update(all_of(networks) | {"loss": loss, "meanValue": value.mean(), "gradientNorm": norm})
    out.write(__file__, "naf")


if __name__ == "__main__":
    dqn("dqn-copy", 1, 2)
    dqn("dqn-polyak", TAU, 1)
    dqn("dqn-dueling", 1, 2, dueling=True)
    dqn("dqn-weighted", 1, 2, weighted=True)
    dqn("dqn-squared", 1, 2, loss_of=mse_loss)
    dqn("double-dqn", 1, 2, double=True)
    two_network()
    td3()
    sac()
    deterministic("ddpg", 0.05, True)
    deterministic("dpg", 0, False)
    on_policy_sac()
    discrete_sac()
    naf()
