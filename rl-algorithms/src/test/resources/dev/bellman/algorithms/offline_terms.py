"""What offline.py does, of learners that are others with a term more, and of fitted SARSA.

Run in this folder: python3 offline_terms.py
It writes a file NAME.safetensors for each call at its end.
"""

import math

import torch
from noise import normal, uniform
from off_policy import ACTION, B, CHOICES, KEYS, OBSERVATION, RATE, TAU, Twin, blend, mlp, step
from offline import Learner, adam, mean, squares
from torch import nn
from torch.distributions import Normal
from torch.nn.functional import cross_entropy, smooth_l1_loss, softplus

SAMPLES = 3  # of each kind, of CQL


def td3_bc():
    learner = Learner(24, False)
    actor, q, actor_target, target = mlp(OBSERVATION, ACTION), Twin(), mlp(OBSERVATION, ACTION), Twin()
    networks = {"policy.actor": actor, "policyTarget.actor": actor_target}
    networks |= {"critics.critic": q, "targets.critic": target}
    actor_adam, critic_adam = adam(actor), adam(q)
    for u, s, a, r, discount, s2 in learner.begin(networks, 4):
        with torch.no_grad():
            epsilon = normal(KEYS["td3"], u - 1, B, ACTION)
            a2 = (actor_target(s2).tanh() + (0.3 * epsilon).clamp(-0.4, 0.4)).clamp(-1, 1)
            y = r + discount * target.min(s2, a2)
        values = q(s, a)
        critic_loss = squares(values, y)
        step(critic_adam, critic_loss)
        if u == 1:
            learner.gradient("critics.critic", q)
        actor_loss = policy_value = torch.tensor(math.nan).double()  # there is none
        if u % 2 == 0:
            now = actor(s).tanh()
            value = q(s, now)[0]
            policy_value = value.mean()
            actor_loss = -1.5 / value.abs().mean().detach() * policy_value + ((now - a) ** 2).mean()
            step(actor_adam, actor_loss)
            if u == 2:
                learner.gradient("policy.actor", actor)
            blend(target, q, TAU)
            blend(actor_target, actor, TAU)
        learner.updated(
            criticLoss=critic_loss, actorLoss=actor_loss, meanValue=values[0].mean(), policyValue=policy_value
        )
    learner.write("td3-bc")


def sample(actor, s, key, draw, repeated=1):
    """Of each row `repeated` actions of a squashed Gaussian, one after the other, and their log-probabilities."""
    mu, log_std = actor(s).repeat_interleave(repeated, 0).chunk(2, 1)
    p = Normal(mu, log_std.clamp(-20, 2).exp())
    u = p.mean + p.stddev * normal(KEYS[key], draw, len(s) * repeated, ACTION)
    log = p.log_prob(u) - 2 * (math.log(2) - u - softplus(-2 * u))
    return u.tanh(), log.sum(1, keepdim=True)


def sac(name, seed, term=None, entropy_in_target=True, cloning=None):
    """SAC; `term` of critics, batch and update is added to the loss of the critics, and has a figure."""
    learner = Learner(seed, False)
    actor, q, target = mlp(OBSERVATION, 2 * ACTION), Twin(), Twin()
    log_alpha = nn.Parameter(torch.tensor([0.5]).double().log().float().double())
    log_weight = nn.Parameter(torch.tensor([0.8]).double().log().float().double())
    prices = {"temperature.logTemperature": log_alpha}
    if term:
        prices |= {"weight.logWeight": log_weight}
    networks = {"policy.actor": actor, "critics.critic": q, "targets.critic": target}
    actor_adam, critic_adam = adam(actor), adam(q)
    alpha_adam = torch.optim.Adam([log_alpha], lr=2 * RATE)
    learner.out.give(prices)
    for u, s, a, r, discount, s2 in learner.begin(networks, 3):
        alpha = log_alpha.exp().detach()
        with torch.no_grad():
            a2, log2 = sample(actor, s2, "sac", 2 * u - 2)
            y = r + discount * (target.min(s2, a2) - (alpha * log2 if entropy_in_target else 0))
        values = q(s, a)
        critic_loss = squares(values, y)
        figures = {}
        if term:
            added, figures = term(log_weight, actor, q, values, s, s2, u)
            critic_loss = critic_loss + added
        step(critic_adam, critic_loss)
        if u == 1:
            learner.gradient("critics.critic", q)
        now, log = sample(actor, s, "sac", 2 * u - 1)
        value = q.min(s, now)
        actor_loss = (alpha * log - value).mean()
        if cloning:
            actor_loss = cloning / value.abs().mean().detach() * actor_loss + ((now - a) ** 2).mean()
        step(actor_adam, actor_loss)
        alpha_loss = -(log_alpha.exp() * (log - ACTION).detach()).mean()
        step(alpha_adam, alpha_loss)
        if u == 1:
            learner.gradient("policy.actor", actor)
            if "weightLoss" in figures:
                learner.out.expect({"gradient.weight.logWeight": log_weight.grad})
        blend(target, q, TAU)
        learner.out.expect_of_update(prices)
        learner.updated(
            criticLoss=critic_loss,
            actorLoss=actor_loss,
            temperatureLoss=alpha_loss,
            meanValue=mean(values),
            policyValue=value.mean(),
            **{n: x for n, x in figures.items() if n != "weightLoss"},
        )
    learner.write(name)


def log_sum_exp(actor, q, s, s2, u):
    flat = [uniform(KEYS["cql"], 3 * u - 3, i) for i in range(B * SAMPLES * ACTION)]
    random = 2 * torch.tensor(flat).double().reshape(B * SAMPLES, ACTION) - 1
    with torch.no_grad():
        (here, log), (there, log2) = (sample(actor, x, "cql", 3 * u - i, SAMPLES) for x, i in ((s, 2), (s2, 1)))
    repeated = s.repeat_interleave(SAMPLES, 0)
    kinds = (random, -ACTION * math.log(2)), (here, log), (there, log2)
    each = zip(*([v - p for v in q(repeated, x)] for x, p in kinds))
    return [torch.cat([v.reshape(B, SAMPLES) for v in three], 1).logsumexp(1, keepdim=True) for three in each]


def of_uniform(actor, q, s, s2, u):
    flat = [uniform(KEYS["cql"], u - 1, i) for i in range(B * ACTION)]
    return q(s, 2 * torch.tensor(flat).double().reshape(B, ACTION) - 1)


def of_policy(actor, q, s, s2, u):
    with torch.no_grad():
        a, _ = sample(actor, s, "cql", u - 1)
    return q(s, a)


def cql(name, pessimism, rate=0.0):
    gap = 0.3
    optimizers = {}

    def term(log_weight, actor, q, values, s, s2, u):
        weight = log_weight.exp().detach()
        everywhere = pessimism(actor, q, s, s2, u)
        difference = mean(everywhere) - mean(values)
        loss = -log_weight.exp() * (difference.detach() - gap)
        optimizer = optimizers.setdefault("weight", torch.optim.Adam([log_weight], lr=rate))
        step(optimizer, loss)
        figures = {"conservatism": difference, "weight": weight[0], "weightLoss": loss}
        return weight[0] * sum(e.mean() - v.mean() - gap for e, v in zip(everywhere, values)), figures

    sac(name, 26, term, entropy_in_target=False)


def fitted_sarsa():
    """Q̄ is copied after every second update, and Q_π after every fourth."""
    learner = Learner(30, True)
    q, target, policy = (mlp(OBSERVATION, CHOICES) for _ in range(3))
    networks = {"network.critic": q, "target.critic": target, "policy.critic": policy}
    q_adam = adam(q)
    for u, s, a, r, discount, s2 in learner.begin(networks, 6):
        with torch.no_grad():
            best = policy(s2).argmax(1, keepdim=True)
            y = r + discount * target(s2).gather(1, best)
        values = q(s)
        value = values.gather(1, a)
        loss = ((value - y) ** 2).mean()
        step(q_adam, loss)
        if u == 1:
            learner.gradient("network.critic", q)
        if u % 2 == 0:
            target.load_state_dict(q.state_dict())
        if u % 4 == 0:
            policy.load_state_dict(q.state_dict())
        learner.updated(loss=loss, meanValue=value.mean(), policyValue=values.max(1).values.mean())
    learner.write("fitted-sarsa")


def deep_q(name, double, term):
    """DQN or double DQN with a term of values and actions more in the loss."""
    learner = Learner(31, True)
    q, target = mlp(OBSERVATION, CHOICES), mlp(OBSERVATION, CHOICES)
    q_adam = adam(q)
    for u, s, a, r, discount, s2 in learner.begin({"network.critic": q, "target.critic": target}, 4):
        with torch.no_grad():
            best = (q if double else target)(s2).argmax(1, keepdim=True)
            y = r + discount * target(s2).gather(1, best)
        values = q(s)
        value = values.gather(1, a)
        loss = smooth_l1_loss(value, y) + 0.7 * term(values, a)
        q_adam.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(q.parameters(), 0.5)
        q_adam.step()
        if u == 1:
            learner.gradient("network.critic", q)
        if u % 2 == 0:
            target.load_state_dict(q.state_dict())
        learner.updated(
            loss=loss, meanValue=value.mean(), policyValue=values.max(1).values.mean(), gradientNorm=norm
        )
    learner.write(name)


td3_bc()
sac("sac-bc", 25, cloning=1.5)
cql("cql", log_sum_exp)
cql("cql-lagrange", log_sum_exp, 2 * RATE)
cql("cql-uniform", of_uniform)
cql("cql-policy", of_policy)
fitted_sarsa()
deep_q("ddqn-bc", True, lambda q, a: cross_entropy(q, a[:, 0]))
deep_q("discrete-cql", False, lambda q, a: (q.logsumexp(1, keepdim=True) - q.gather(1, a)).mean())
deep_q("discrete-cql-uniform", False, lambda q, a: (q.mean(1, keepdim=True) - q.gather(1, a)).mean())
deep_q("discrete-cql-policy", False, lambda q, a: (q.amax(1, keepdim=True) - q.gather(1, a)).mean())
