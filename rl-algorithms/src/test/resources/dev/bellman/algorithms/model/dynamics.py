"""Losses, gradients, steps and fits of models of the world in PyTorch, in double precision: the fixtures of
DynamicsEquationTest.

Run in the folder above: python3 -m model.dynamics
It writes a file NAME.safetensors beside itself for each call at its end. Members are written side by side.
"""

import torch
from fixture import Fixture, mlp, named, numbers
from noise import normal
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, one_hot, softplus

B, ROWS, OBSERVATION, ACTION, CHOICES, MEMBERS, HIDDEN = 9, 12, 3, 2, 4, 3, (6, 5)
TARGETS = 1 + OBSERVATION
NOISE, RATE, EPOCHS = 12345, 1e-2, 3


def heads(probabilistic, termination):
    return (2 * TARGETS if probabilistic else TARGETS) + termination


def log_variance(raw, least, largest):
    below = largest - softplus(largest - raw)
    return least + softplus(below - least)


class Networks:
    def __init__(self, members, inputs, probabilistic, termination, decay):
        self.probabilistic, self.termination, self.decay = probabilistic, termination, decay
        self.networks = [mlp(inputs, HIDDEN, heads(probabilistic, termination), nn.SiLU) for _ in range(members)]
        self.largest = nn.Parameter((0.5 + numbers(TARGETS, scale=0.2)).float().double())
        self.least = nn.Parameter((-2 + numbers(TARGETS, scale=0.2)).float().double())

    def parameters(self):
        return [x for q in self.networks for x in q.parameters()] + [self.largest, self.least]

    def arrays(self, name, of=lambda x: x):
        """All parameters; the members' lie beside each other."""
        each = [named(f"{name}.layer", q, of) for q in self.networks]
        bounds = {f"{name}.largestLogVariance": of(self.largest), f"{name}.leastLogVariance": of(self.least)}
        return {n: torch.cat([x[n] for x in each], -1) for n in each[0]} | bounds

    def split(self, y):
        mean, z = y[:, :TARGETS], y[:, -1:] if self.termination else None
        l = log_variance(y[:, TARGETS : 2 * TARGETS], self.least, self.largest) if self.probabilistic else None
        return mean, l, z

    def loss(self, x, y, terminated):
        """Of standardised rows, [B, E, ·]."""
        loss = 0
        for j, network in enumerate(self.networks):
            mean, l, z = self.split(network(x[:, j]))
            error = (mean - y[:, j]) ** 2
            if self.probabilistic:
                loss = loss + (error * torch.exp(-l) + l).mean()
            else:
                loss = loss + error.mean()
            if self.termination:
                loss = loss + binary_cross_entropy_with_logits(z[:, 0], terminated[:, j])
            for layer in network:
                if isinstance(layer, nn.Linear):
                    loss = loss + self.decay / 2 * (layer.weight**2).sum()
        if self.probabilistic:
            loss = loss + 0.01 * (self.largest - self.least).sum()
        return loss


def ensemble(name, probabilistic, termination, decay):
    torch.manual_seed(21)
    networks = Networks(MEMBERS, OBSERVATION + ACTION, probabilistic, termination, decay)
    moments = {
        "inputMean": numbers(OBSERVATION + ACTION),
        "inputDeviation": (0.5 + numbers(OBSERVATION + ACTION) ** 2).float().double(),
        "targetMean": numbers(TARGETS),
        "targetDeviation": (0.5 + numbers(TARGETS) ** 2).float().double(),
    }
    x = numbers(B, MEMBERS, OBSERVATION + ACTION)
    y = numbers(B, MEMBERS, TARGETS)
    terminated = (torch.rand(B, MEMBERS) < 0.3).double()
    out = Fixture()
    out.give(networks.arrays("model") | {f"scale.{n}": m for n, m in moments.items()})
    out.give({"x": x, "y": y, "terminated": terminated})

    def unit(x):
        return (x - moments["inputMean"]) / moments["inputDeviation"]

    def unit_target(y):
        return (y - moments["targetMean"]) / moments["targetDeviation"]

    loss = networks.loss(unit(x), unit_target(y), terminated)
    loss.backward()
    zero = torch.zeros(TARGETS).double()
    out.expect({"loss": loss.reshape(1)})
    out.expect(networks.arrays("gradient.model", lambda x: zero if x.grad is None else x.grad))

    # what all members make of the rows of the first one
    errors, means, logits = [], [], []
    for network in networks.networks:
        mean, _, z = networks.split(network(unit(x[:, 0])))
        errors.append(((mean - unit_target(y[:, 0])) ** 2).sum())
        means.append(mean)
        logits.append(z)
    out.expect({"errors": torch.stack(errors)})
    steps = {"expected": (torch.stack(means).mean(0), torch.stack(logits).mean(0) if termination else None, x[:, 0])}

    # particles: row b of member j is number b·E + j
    noise = normal(NOISE, 0, B * MEMBERS, TARGETS).reshape(B, MEMBERS, TARGETS)
    samples, logits = [], []
    for j, network in enumerate(networks.networks):
        mean, l, z = networks.split(network(unit(x[:, j])))
        samples.append(mean + torch.exp(l / 2) * noise[:, j] if probabilistic else mean)
        logits.append(z)
    flat = x.reshape(B * MEMBERS, -1)
    z = torch.stack(logits, 1).reshape(-1, 1) if termination else None
    steps["step"] = (torch.stack(samples, 1).reshape(B * MEMBERS, TARGETS), z, flat)
    for step, (standardised, z, rows) in steps.items():
        real = standardised * moments["targetDeviation"] + moments["targetMean"]
        out.expect({f"{step}.next": rows[:, :OBSERVATION] + real[:, 1:], f"{step}.reward": real[:, 0]})
        out.expect({f"{step}.terminates": (z[:, 0] > 0).double() if termination else torch.zeros(1).double()})
    out.write(__file__, "ensemble-" + name)


def fit(name, discrete, probabilistic, termination, decay):
    """Epochs of a single network, each of which is one batch: its order does not matter."""
    torch.manual_seed(22)
    networks = Networks(1, OBSERVATION + (CHOICES if discrete else ACTION), probabilistic, termination, decay)
    s, s2, r = numbers(ROWS, OBSERVATION), numbers(ROWS, OBSERVATION), numbers(ROWS)
    a = torch.randint(CHOICES, (ROWS,)) if discrete else numbers(ROWS, ACTION)
    terminated = torch.arange(ROWS) % 4 == 0
    out = Fixture()
    out.give(networks.arrays("model"))
    out.give({"observations": s, "actions": a.double(), "rewards": r, "nextObservations": s2, "terminated": terminated})
    x = torch.cat([s, one_hot(a, CHOICES).double() if discrete else a], 1)
    y = torch.cat([r[:, None], (s2.float() - s.float()).double()], 1)
    standard = [(v - v.mean(0)) / v.std(0, unbiased=False) for v in (x, y)]
    adam = torch.optim.Adam(networks.parameters(), lr=RATE)
    for _ in range(EPOCHS):
        loss = networks.loss(*(v[:, None] for v in standard), terminated.double()[:, None])
        adam.zero_grad()
        loss.backward()
        adam.step()
    out.expect({"modelLoss": loss.reshape(1)} | {n: x[None] for n, x in networks.arrays("model").items()})
    out.write(__file__, "fit-" + name)


ensemble("probabilistic", True, True, 0.03)
ensemble("probabilistic-endless", True, False, 0)
ensemble("deterministic", False, True, 0)
ensemble("deterministic-decay", False, False, 0.03)
fit("box", False, True, True, 0.03)
fit("discrete", True, False, False, 0)
