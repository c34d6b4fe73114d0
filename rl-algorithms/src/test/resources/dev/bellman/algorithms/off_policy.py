"""Losses, gradients and updates of off-policy learners in PyTorch, in double precision: fixtures of the equation tests.

Run in this folder: python3 off_policy.py
It writes a file NAME.csv for each call at its end: a name and its numbers a line. Weights are written [in, out].
Noise and coins are those of a learner with seed 0; actions lie in [-2, 2] x [-1, 3].
"""

import math

import torch
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


def numbers(*shape, scale=1.0):
    """Random doubles that a float holds exactly."""
    return (scale * torch.randn(*shape)).float().double()


def mlp(inputs, outputs, hidden=HIDDEN):
    widths = (inputs, *hidden, outputs)
    layers = []
    for i, o in zip(widths, widths[1:]):
        layer = nn.Linear(i, o).double()
        layer.weight.data = numbers(o, i, scale=0.7)
        layer.bias.data = numbers(o, scale=0.3)
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Twin(nn.Module):
    def __init__(self):
        super().__init__()
        self.networks = nn.ModuleList(mlp(OBSERVATION + ACTION, 1) for _ in range(2))

    def forward(self, s, a):
        x = torch.cat([s, a], 1)
        return [q(x) for q in self.networks]

    def min(self, s, a):
        return torch.min(*self(s, a))

    def layers(self):
        """Both networks' weights of a layer, then both biases, layer by layer."""
        return [x for pair in zip(*(q.parameters() for q in self.networks)) for x in pair]


def layers(network):
    return network.layers() if isinstance(network, Twin) else list(network.parameters())


def flat(tensors):
    tensors = layers(tensors) if isinstance(tensors, nn.Module) else tensors
    return torch.cat([x.T.reshape(-1) if x.dim() == 2 else x.reshape(-1) for x in tensors]).detach()


def gradient(network):
    return flat([x.grad for x in layers(network)])


def blend(target, source, tau):
    for x, y in zip(target.parameters(), source.parameters()):
        x.data = (1 - tau) * x.data + tau * y.data


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def batches(out, updates, discrete=False):
    """A batch an update; the first two transitions of each terminate."""
    all = []
    for u in range(1, updates + 1):
        s, s2, r = numbers(B, OBSERVATION), numbers(B, OBSERVATION), numbers(B, 1)
        unit = (2 * torch.rand(B, ACTION).double() - 1).mul(64).round() / 64  # exact in either scale
        a = torch.randint(CHOICES, (B, 1)) if discrete else unit
        discount = torch.full((B, 1), 0.9).float().double()
        discount[:2] = 0
        written = a.double() if discrete else CENTRE + SCALE * a
        for name, x in (("s", s), ("a", written), ("r", r), ("discount", discount), ("s2", s2)):
            out[f"{name}.{u}"] = x.reshape(-1)
        all.append((s, a, r, discount, s2))
    return all


def write(name, out):
    with open(f"{name}.csv", "w") as file:
        for key, x in out.items():
            file.write(",".join([key, *(f"{y:.9g}" for y in x.detach().reshape(-1).tolist())]) + "\n")


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
        self.network = mlp(OBSERVATION + ACTION, 1)

    def forward(self, s, a):
        return self.network(torch.cat([s, a], 1))


def moments(optimizer):
    """The gradient that Adam saw in its first step, weight decay and all."""
    parameters = optimizer.param_groups[0]["params"]
    return flat([10 * optimizer.state[p]["exp_avg"] for p in parameters])


class Dueling(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(mlp(OBSERVATION, HIDDEN[1], HIDDEN[:1]), nn.ReLU())
        self.value = mlp(HIDDEN[1], 1, ())
        self.advantage = mlp(HIDDEN[1], CHOICES, ())

    def forward(self, s):
        x = self.trunk(s)
        a = self.advantage(x)
        return self.value(x) + a - a.mean(1, keepdim=True)


def dqn(name, tau, period, double=False, dueling=False, weighted=False, loss_of=smooth_l1_loss):
    torch.manual_seed(11)
    q = Dueling() if dueling else mlp(OBSERVATION, CHOICES)
    target = Dueling() if dueling else mlp(OBSERVATION, CHOICES)
    out = {"network": flat(q), "target": flat(target)}
    adam = torch.optim.Adam(q.parameters(), lr=RATE)
    for u, (s, a, r, discount, s2) in enumerate(batches(out, 4, discrete=True), 1):
        with torch.no_grad():
            best = (q if double else target)(s2).argmax(1, keepdim=True)
            y = r + discount * target(s2).gather(1, best)
        value = q(s).gather(1, a)
        losses = loss_of(value, y, reduction="none")
        if weighted:
            w = torch.rand(B, 1).float().double()
            out |= {f"weight.{u}": w, f"error.{u}": (value - y).detach()}
            losses = w * losses
        loss = losses.mean()
        adam.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(q.parameters(), 0.5)
        adam.step()
        if u == 1:
            out["network.gradient"] = gradient(q)
        if u % period == 0:
            blend(target, q, tau)
        out[f"metrics.{u}"] = torch.stack([loss, value.mean(), norm])
        out |= {f"network.{u}": flat(q), f"target.{u}": flat(target)}
    write(name, out)


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
    networks = {f"network{x}": q[x] for x in "AB"} | {f"target{x}": target[x] for x in "AB"}
    out = {name: flat(x) for name, x in networks.items()}
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
        if f"network{i}.gradient" not in out:
            out[f"network{i}.gradient"] = gradient(q[i])
        if u % 2 == 0:
            for x in "AB":
                blend(target[x], q[x], TAU)
        out[f"metrics.{u}"] = torch.stack([loss, value.mean(), norm])
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()}
    write("two-network-double-dqn", out)


def td3():
    torch.manual_seed(12)
    actor, critics = mlp(OBSERVATION, ACTION), Twin()
    actor_target, targets = mlp(OBSERVATION, ACTION), Twin()
    networks = {"policy": actor, "policyTarget": actor_target, "critics": critics, "targets": targets}
    out = {name: flat(x) for name, x in networks.items()}
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
            out["critics.gradient"] = gradient(critics)
        metrics = [critic_loss]
        if u % 2 == 0:
            actor_loss = -critics(s, actor(s).tanh())[0].mean()
            step(actor_adam, actor_loss)
            if u == 2:
                out["policy.gradient"] = gradient(actor)
            blend(targets, critics, TAU)
            blend(actor_target, actor, TAU)
            metrics.append(actor_loss)
        out[f"metrics.{u}"] = torch.stack(metrics)
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()}
    write("td3", out)


def sac():
    torch.manual_seed(13)
    actor, critics, targets = mlp(OBSERVATION, 2 * ACTION), Twin(), Twin()
    log_alpha = nn.Parameter(torch.tensor([0.5]).double().log().float().double())
    networks = {"policy": actor, "critics": critics, "targets": targets}
    out = {name: flat(x) for name, x in networks.items()} | {"temperature": log_alpha.data.clone()}
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
            out["critics.gradient"] = gradient(critics)
        now, log = sample(actor, s, "sac", 2 * u - 1)
        actor_loss = (alpha * log - critics.min(s, now)).mean()
        step(actor_adam, actor_loss)
        alpha_loss = -(log_alpha.exp() * (log - ACTION).detach()).mean()
        step(alpha_adam, alpha_loss)
        if u == 1:
            out |= {"policy.gradient": gradient(actor), "temperature.gradient": log_alpha.grad.clone()}
        blend(targets, critics, TAU)
        out[f"metrics.{u}"] = torch.stack([critic_loss, actor_loss, alpha_loss, alpha[0], -log.mean()])
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()} | {f"temperature.{u}": log_alpha.data.clone()}
    write("sac", out)


def deterministic(name, decay, blends):
    """DDPG, with target networks, and DPG, which bootstraps from what it learns."""
    torch.manual_seed(14)
    actor, critic = mlp(OBSERVATION, ACTION), Critic()
    actor_target, critic_target = (mlp(OBSERVATION, ACTION), Critic()) if blends else (actor, critic)
    networks = {"policy": actor, "critic": critic}
    if blends:
        networks |= {"policyTarget": actor_target, "criticTarget": critic_target}
    out = {name: flat(x) for name, x in networks.items()}
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
            out |= {"critic.gradient": moments(critic_adam), "policy.gradient": moments(actor_adam)}
        if blends:
            blend(critic_target, critic, TAU)
            blend(actor_target, actor, TAU)
        out[f"metrics.{u}"] = torch.stack([critic_loss, actor_loss])
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()}
    write(name, out)


def on_policy_sac():
    torch.manual_seed(15)
    actor, critic, alpha = mlp(OBSERVATION, 2 * ACTION), Critic(), 0.25
    networks = {"policy": actor, "critic": critic}
    out = {name: flat(x) for name, x in networks.items()}
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
            out |= {"critic.gradient": moments(critic_adam), "policy.gradient": moments(actor_adam)}
        out[f"metrics.{u}"] = torch.stack([critic_loss, actor_loss, -log.mean()])
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()}
    write("on-policy-sac", out)


def discrete_sac():
    torch.manual_seed(16)
    actor, critics, targets = mlp(OBSERVATION, CHOICES), TwinQ(), TwinQ()
    log_alpha = nn.Parameter(torch.tensor([0.5]).double().log().float().double())
    networks = {"policy": actor, "critics": critics, "targets": targets}
    out = {name: flat(x) for name, x in networks.items()} | {"temperature": log_alpha.data.clone()}
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
            out["critics.gradient"] = gradient(critics)
        now = torch.distributions.Categorical(logits=actor(s))
        entropy = now.entropy().mean()
        actor_loss = -alpha * entropy - (now.probs * critics.min(s).detach()).sum(1).mean()
        step(actor_adam, actor_loss[0])
        alpha_loss = (log_alpha.exp() * (entropy.detach() - 0.6 * math.log(CHOICES))).sum()
        step(alpha_adam, alpha_loss)
        if u == 1:
            out |= {"policy.gradient": gradient(actor), "temperature.gradient": log_alpha.grad.clone()}
        if u % 2 == 0:
            blend(targets, critics, TAU)
        out[f"metrics.{u}"] = torch.stack([critic_loss, actor_loss[0], alpha_loss, alpha[0], entropy])
        out |= {f"{name}.{u}": flat(x) for name, x in networks.items()} | {f"temperature.{u}": log_alpha.data.clone()}
    write("discrete-sac", out)


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
