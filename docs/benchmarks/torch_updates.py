"""Gradient updates of SAC, TD3, DQN, IQL and TD3+BC in plain PyTorch, as fast as we could make them on a CPU.

    python3 docs/benchmarks/torch_updates.py sac|td3|dqn|iql|td3-bc [eager|compile|autotune]
                                             [THREADS] [SECONDS] [--stacked]

SAC and TD3: 3 observations, 1 action, 256x256, 256 rows out of 100 000 transitions; DQN: 4
observations, 2 actions, 256x256, 64 rows out of 10 000; IQL and TD3+BC: 17 observations, 6 actions,
256x256, 256 rows out of 100 000. Prints `torch-sac-compile N/s`, the median of five stretches of SECONDS / 5 (default 8).

compile is torch.compile as it is, autotune its mode max-autotune-no-cudagraphs; both take the
losses and their gradients. --stacked computes the twin critics as one batch of products (baddbmm)
instead of two networks.
"""

import argparse
import os
import statistics
import time

parser = argparse.ArgumentParser()
parser.add_argument("case", choices=("sac", "td3", "dqn", "iql", "td3-bc"))
parser.add_argument("mode", nargs="?", default="eager", choices=("eager", "compile", "autotune"))
parser.add_argument("threads", nargs="?", type=int, default=2)
parser.add_argument("seconds", nargs="?", type=float, default=8.0)
parser.add_argument("--stacked", action="store_true")
options = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(options.threads)

import torch  # noqa: E402  (reads the two variables above)
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(0)
DISCRETE = options.case == "dqn"
OFFLINE = options.case in ("iql", "td3-bc")
OBSERVATIONS, ACTIONS, BATCH, ROWS = (
    (4, 2, 64, 10_000) if DISCRETE else (17, 6, 256, 100_000) if OFFLINE else (3, 1, 256, 100_000)
)
HIDDEN, GAMMA, TAU = 256, 0.99, 0.005


def layers(sizes):
    """Weights and biases, flat in a list."""
    parameters = []
    for i, o in zip(sizes, sizes[1:]):
        bound = i**-0.5
        parameters.append(torch.empty(o, i).uniform_(-bound, bound))
        parameters.append(torch.empty(o).uniform_(-bound, bound))
    return parameters


def learned(parameters):
    return [p.requires_grad_() for p in parameters]


def copies(parameters):
    return [p.detach().clone() for p in parameters]


def mlp(p, x):
    x = F.relu(F.linear(x, p[0], p[1]))
    x = F.relu(F.linear(x, p[2], p[3]))
    return F.linear(x, p[4], p[5])


def twins():
    """The parameters of both critics: one list of 12, or stacked for baddbmm."""
    sizes = [OBSERVATIONS + ACTIONS, HIDDEN, HIDDEN, 1]
    one, two = layers(sizes), layers(sizes)
    if not options.stacked:
        return one + two
    return [
        torch.stack([a.t(), b.t()]) if a.dim() == 2 else torch.stack([a, b])[:, None]
        for a, b in zip(one, two)
    ]


def both(p, x):
    if not options.stacked:
        return mlp(p[:6], x), mlp(p[6:], x)
    x = F.relu(torch.baddbmm(p[1], x.expand(2, -1, -1), p[0]))
    x = F.relu(torch.baddbmm(p[3], x, p[2]))
    x = torch.baddbmm(p[5], x, p[4])
    return x[0], x[1]


def first(p, x):
    return mlp([q[0].t() if q.shape[1] > 1 else q[0, 0] for q in p] if options.stacked else p, x)


def maybe_compiled(function):
    if options.mode == "eager":
        return function
    mode = "max-autotune-no-cudagraphs" if options.mode == "autotune" else None
    return torch.compile(function, mode=mode)


class Adam:
    """Fused Adam that is handed gradients, so that nothing is zeroed or accumulated."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.adam = torch.optim.Adam(parameters, 3e-4, fused=True)

    def step(self, gradients):
        for p, g in zip(self.parameters, gradients):
            p.grad = g
        self.adam.step()


data = torch.randn(ROWS, 2 * OBSERVATIONS + ACTIONS + 2)
data[:, -1] = GAMMA  # reward and discount are the last two columns
if DISCRETE:
    data[:, 2 * OBSERVATIONS] = torch.randint(0, ACTIONS, (ROWS,)).float()
else:
    data[:, 2 * OBSERVATIONS : 2 * OBSERVATIONS + ACTIONS].uniform_(-1, 1)
batch = torch.empty(BATCH, data.shape[1])


def sample():
    torch.index_select(data, 0, torch.randint(0, ROWS, (BATCH,)), out=batch)
    return batch


def parts(b):
    o = OBSERVATIONS
    return b[:, :o], b[:, o : 2 * o], b[:, 2 * o : -2], b[:, -2:-1], b[:, -1:]


def sac():
    critics, actor = learned(twins()), learned(layers([OBSERVATIONS, HIDDEN, HIDDEN, 2 * ACTIONS]))
    targets = copies(critics)
    log_temperature = torch.zeros(1)
    critic_adam, actor_adam = Adam(critics), Adam(actor)
    temperature_adam = Adam(learned([log_temperature]))

    def act(p, s, noise):
        mean, log_std = mlp(p, s).chunk(2, -1)
        log_std = log_std.clamp(-20, 2)
        a = torch.tanh(mean + log_std.exp() * noise)
        log_probability = -0.5 * noise**2 - log_std - 0.9189385 - torch.log(1 - a**2 + 1e-6)
        return a, log_probability.sum(-1, keepdim=True)

    def critic_gradients(b, noise, temperature):
        s, s2, a, r, discount = parts(b)
        with torch.no_grad():
            a2, log_probability = act(actor, s2, noise)
            q = torch.minimum(*both(targets, torch.cat([s2, a2], -1)))
            y = r + discount * (q - temperature * log_probability)
        q1, q2 = both(critics, torch.cat([s, a], -1))
        return ((q1 - y) ** 2).mean() + ((q2 - y) ** 2).mean()

    def actor_loss(b, noise, temperature, frozen):
        s = b[:, :OBSERVATIONS]
        a, log_probability = act(actor, s, noise)
        q = torch.minimum(*both(frozen, torch.cat([s, a], -1)))
        return (temperature * log_probability - q).mean(), log_probability.detach()

    critic_loss, actor_loss = maybe_compiled(critic_gradients), maybe_compiled(actor_loss)
    frozen = [c.detach() for c in critics]  # the same storage: no gradient of the weights

    def update():
        b, noise = sample(), torch.randn(2, BATCH, ACTIONS)
        temperature = log_temperature.detach().exp()
        critic_adam.step(torch.autograd.grad(critic_loss(b, noise[0], temperature), critics))
        loss, log_probability = actor_loss(b, noise[1], temperature, frozen)
        actor_adam.step(torch.autograd.grad(loss, actor))
        temperature_adam.step([-(log_probability - ACTIONS).mean().view(1)])
        with torch.no_grad():
            torch._foreach_lerp_(targets, critics, TAU)

    return update


def td3():
    critics, actor = learned(twins()), learned(layers([OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS]))
    targets, target_actor = copies(critics), copies(actor)
    critic_adam, actor_adam = Adam(critics), Adam(actor)

    def critic_loss(b, noise):
        s, s2, a, r, discount = parts(b)
        with torch.no_grad():
            a2 = torch.tanh(mlp(target_actor, s2)) + (0.2 * noise).clamp(-0.5, 0.5)
            q = torch.minimum(*both(targets, torch.cat([s2, a2.clamp(-1, 1)], -1)))
            y = r + discount * q
        q1, q2 = both(critics, torch.cat([s, a], -1))
        return ((q1 - y) ** 2).mean() + ((q2 - y) ** 2).mean()

    def actor_loss(b, frozen):
        s, _, seen, _, _ = parts(b)
        a = torch.tanh(mlp(actor, s))
        q = first(frozen, torch.cat([s, a], -1))
        if not OFFLINE:
            return -q.mean()
        return -2.5 / q.abs().mean().detach() * q.mean() + F.mse_loss(a, seen)

    critic_loss, actor_loss = maybe_compiled(critic_loss), maybe_compiled(actor_loss)
    frozen = [c.detach() for c in critics]
    updates = 0

    def update():
        nonlocal updates
        b = sample()
        loss = critic_loss(b, torch.randn(BATCH, ACTIONS))
        critic_adam.step(torch.autograd.grad(loss, critics))
        updates += 1
        if updates % 2 == 0:
            actor_adam.step(torch.autograd.grad(actor_loss(b, frozen), actor))
            with torch.no_grad():
                torch._foreach_lerp_(targets + target_actor, critics + actor, TAU)

    return update


def iql():
    critics = learned(twins())
    targets = copies(critics)
    v = learned(layers([OBSERVATIONS, HIDDEN, HIDDEN, 1]))
    actor = learned([*layers([OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS]), torch.zeros(ACTIONS)])
    critic_adam, value_adam, actor_adam = Adam(critics), Adam(v), Adam(actor)

    def value_loss(b):
        s, _, a, _, _ = parts(b)
        with torch.no_grad():
            best = torch.minimum(*both(targets, torch.cat([s, a], -1)))
        u = best - mlp(v, s)
        return (torch.where(u > 0, 0.7, 0.3) * u**2).mean(), best

    def actor_loss(b, best):
        s, _, a, _, _ = parts(b)
        with torch.no_grad():
            weight = (3 * (best - mlp(v, s))).exp().clamp(max=100)
        log_std = actor[6].clamp(-5, 2)
        z = (a - torch.tanh(mlp(actor[:6], s))) / log_std.exp()
        density = (-0.5 * z**2 - log_std - 0.9189385).sum(-1, keepdim=True)
        return -(weight * density).mean()

    def critic_loss(b):
        s, s2, a, r, discount = parts(b)
        with torch.no_grad():
            y = r + discount * mlp(v, s2)
        q1, q2 = both(critics, torch.cat([s, a], -1))
        return ((q1 - y) ** 2).mean() + ((q2 - y) ** 2).mean()

    value_loss, actor_loss = maybe_compiled(value_loss), maybe_compiled(actor_loss)
    critic_loss = maybe_compiled(critic_loss)

    def update():
        b = sample()
        loss, best = value_loss(b)
        value_adam.step(torch.autograd.grad(loss, v))
        actor_adam.step(torch.autograd.grad(actor_loss(b, best.detach()), actor))
        critic_adam.step(torch.autograd.grad(critic_loss(b), critics))
        with torch.no_grad():
            torch._foreach_lerp_(targets, critics, TAU)

    return update


def dqn():
    q = learned(layers([OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS]))
    target = copies(q)
    adam = Adam(q)

    def loss(b):
        s, s2, a, r, discount = parts(b)
        with torch.no_grad():
            y = r + discount * mlp(target, s2).max(-1, keepdim=True)[0]
        return F.smooth_l1_loss(mlp(q, s).gather(1, a[:, :1].long()), y)

    loss = maybe_compiled(loss)
    return lambda: adam.step(torch.autograd.grad(loss(sample()), q))


if DISCRETE:  # one column holds the action
    data = data[:, : 2 * OBSERVATIONS + ACTIONS + 2].contiguous()
update = {"sac": sac, "td3": td3, "dqn": dqn, "iql": iql, "td3-bc": td3}[options.case]()
for _ in range(50):
    update()
rates = []
for _ in range(5):
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < options.seconds / 5:
        update()
        count += 1
    rates.append(count / (time.perf_counter() - start))
name = f"torch-{options.case}-{options.mode}" + ("-stacked" if options.stacked else "")
print(f"{name} {statistics.median(rates):.1f}/s", flush=True)
