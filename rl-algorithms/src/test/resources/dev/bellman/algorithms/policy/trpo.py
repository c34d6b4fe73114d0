"""TRPO's surrogate, divergence, natural gradient and update in PyTorch, in double precision: the fixtures of
NaturalGradientEquationTest.

Run in the folder above: python3 -m policy.trpo
It writes trpo-discrete.safetensors and trpo-box.safetensors beside itself.
The Fisher matrix is the Hessian of the divergence, by automatic differentiation; the system is solved directly.
"""

import torch
from fixture import Fixture, numbers
from policy.rollout import ACTIONS, HIDDEN, N, OBSERVATION, T, rollout
from torch.distributions import Categorical, Normal, kl_divergence

DELTA, DAMPING, SHRINK, TRIES, RATE = 0.05, 0.1, 0.8, 10, 1e-2


def sizes(out):
    widths = (OBSERVATION, *HIDDEN, out)
    return list(zip(widths, widths[1:]))


def initial(out):
    return torch.cat([torch.cat([numbers(i * o, scale=0.7), numbers(o, scale=0.3)]) for i, o in sizes(out)])


def network(parameters, s, out):
    """The output of the network and the parameters that are left."""
    x = s
    for n, (i, o) in enumerate(sizes(out)):
        w, b, parameters = parameters[: i * o], parameters[i * o : i * o + o], parameters[i * o + o :]
        x = x @ w.reshape(i, o) + b
        if n < len(HIDDEN):
            x = torch.tanh(x)
    return x, parameters


def named(name, x, out):
    """The parts of a flat vector, by the names of the parameters, weights as [out, in]."""
    parts = {}
    for n, (i, o) in enumerate(sizes(out)):
        parts |= {f"{name}.{n}.weight": x[: i * o].reshape(i, o).T, f"{name}.{n}.bias": x[i * o : i * o + o]}
        x = x[i * o + o :]
    return parts | ({f"{name}.logDeviation": x} if len(x) else {})


def fixture(kind):
    torch.manual_seed(3 if kind == "discrete" else 5)
    actions = ACTIONS[kind]

    def policy(theta):
        x, rest = network(theta, s, actions)
        return Categorical(logits=x) if kind == "discrete" else Normal(x, rest.exp())

    def per_row(x):
        return x if kind == "discrete" else x.sum(1)

    theta0 = initial(actions)
    if kind == "box":
        theta0 = torch.cat([theta0, numbers(actions, scale=0.3)])
    psi = initial(1)
    s = numbers(T * N, OBSERVATION)
    old = policy(theta0)
    a = old.sample() if kind == "discrete" else old.sample().float().double()
    old_log_probability = per_row(old.log_prob(a))
    old_value = network(psi, s, 1)[0].flatten().float().double()
    out = Fixture()
    out.give(named("actor.actor", theta0, actions) | named("critic.critic", psi, 1))
    advantages, returns = rollout(out, s, a, old_log_probability, old_value)
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)

    def surrogate(theta):
        return ((per_row(policy(theta).log_prob(a)) - old_log_probability).exp() * normalized).mean()

    def divergence(theta):
        return per_row(kl_divergence(old, policy(theta))).mean()

    g = torch.autograd.functional.jacobian(surrogate, theta0)
    fisher = torch.autograd.functional.hessian(divergence, theta0)
    x = torch.linalg.solve(fisher + DAMPING * torch.eye(len(g), dtype=torch.double), g)

    out.expect(named("gradient.actor.actor", g, actions) | named("direction.actor.actor", x, actions))

    def search(x, curvature, name):
        longest = (2 * DELTA / curvature).sqrt()
        for j in range(TRIES):
            step = longest * SHRINK**j
            theta = theta0 + step * x
            if divergence(theta) <= DELTA and surrogate(theta) > surrogate(theta0):
                improvement = surrogate(theta) - surrogate(theta0)
                out.expect({
                    f"{name}.gradientNorm": g.norm(),
                    f"{name}.stepSize": step,
                    f"{name}.divergence": divergence(theta),
                    f"{name}.improvement": improvement,
                })
                return
        raise AssertionError("the line search of a fixture must succeed")

    search(x, g @ x, "natural")
    product = fisher @ g + DAMPING * g
    search(g * (g @ g) / (g @ product), (g @ g) ** 2 / (g @ product), "plain")  # one iteration

    psi = psi.clone().requires_grad_()
    adam = torch.optim.Adam([psi], lr=RATE, eps=1e-8)
    loss = ((network(psi, s, 1)[0].flatten() - returns) ** 2).mean()
    loss.backward()
    adam.step()
    out.expect_of_update({"valueLoss": loss} | named("critic.critic", psi, 1))
    out.write(__file__, f"trpo-{kind}")


for kind in ACTIONS:
    fixture(kind)
