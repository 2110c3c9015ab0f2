"""Every block as its paper writes it, one scalar at a time. A text is a list of tokens, a token a list of numbers.

Sources: RMSNorm arXiv:1910.07467 (4) · RoPE arXiv:2104.09864 (34), linear arXiv:2306.15595, YaRN arXiv:2309.00071
(section 3), two warmths as in DeepSeek's published modeling code, llama3 as in Meta's published reference ·
attention arXiv:1706.03762 (1), grouped heads arXiv:2305.13245, QK-norm arXiv:2302.05442, softcap arXiv:2408.00118,
output gate arXiv:2505.06708, value residual arXiv:2410.17897 ·
MLA arXiv:2405.04434 (9)-(19) · GELU arXiv:1606.08415, SwiGLU arXiv:2002.05202 (6), ReLU² arXiv:2109.08668 ·
mixture arXiv:2412.19437 (12)-(16), bias arXiv:2408.15664, best group
arXiv:2405.04434 (2.2.2) · Canon, Physics of Language Models 4.1 (section 4) ·
ahead arXiv:2412.19437 (21)-(23).
"""

import math

from tape import constant, dot, exp, log, normal_share, relu, sigmoid, tanh, total

CLOSEST_CALL = 1e-3  # a router that is this undecided may decide otherwise in float32


def norm(design, w, x):
    def one(token):
        rms = (total(c * c for c in token) / len(token) + design["norm"]["epsilon"]) ** 0.5
        unit = [c / rms for c in token]
        return [c * g for c, g in zip(unit, w.vector("gain", len(token)))] if design["norm"]["gain"] else unit
    return [one(token) for token in x]


def project(w, name, to, x):
    matrix = w.matrix(f"{name}.weight", to, len(x[0]))
    return [[dot(row, token) for row in matrix] for token in x]


def plus(x, y):
    return [[a + b for a, b in zip(s, t)] for s, t in zip(x, y)]


def softmax(scores):
    shifted = [exp(s - max(s.value for s in scores)) for s in scores]
    whole = total(shifted)
    return [s / whole for s in shifted]


def softcapped(x, bound):
    return tanh(x / bound) * bound if bound else x


# positions

def radians(rotary, pair):
    """The angle by which a pair turns from one token to the next."""
    theta, dim, scaling = rotary["theta"], rotary["dim"], rotary.get("scaling")
    plain = theta ** (-2 * pair / dim)
    if scaling is None:
        return plain
    slow = plain / scaling["factor"]
    if scaling["kind"] == "linear":
        return slow
    original = scaling["originalContext"]
    if scaling["kind"] == "llama3":
        wavelength = 2 * math.pi / plain
        low, high = scaling["lowFrequencyFactor"], scaling["highFrequencyFactor"]
        if wavelength < original / high:
            return plain
        if wavelength > original / low:
            return slow
        share = (original / wavelength - low) / (high - low)
        return (1 - share) * slow + share * plain

    def pair_that_turns(times):
        return dim * math.log(original / (times * 2 * math.pi)) / (2 * math.log(theta))
    first = max(math.floor(pair_that_turns(scaling["fastTurns"])), 0)
    last = min(math.ceil(pair_that_turns(scaling["slowTurns"])), dim - 1)
    slowed = min(max((pair - first) / (last - first), 0), 1)
    return slow * slowed + plain * (1 - slowed)


def warmth(rotary):
    """What YaRN multiplies cosines and sines by, and scores: DeepSeek's mscale over mscale_all_dim, and the latter
    squared; without them the paper's."""
    scaling = (rotary or {}).get("scaling") or {}
    if scaling.get("kind") != "yarn":
        return 1, 1

    def mscale(a):
        return 0.1 * a * math.log(scaling["factor"]) + 1
    own = scaling.get("warmth")
    return (mscale(own["turned"]) / mscale(own["all"]), mscale(own["all"]) ** 2) if own else (mscale(1), 1)


def turned(rotary, token, position):
    """One head's channels of one token; those beyond the rotary ones stay."""
    if rotary is None:
        return token
    half, out = rotary["dim"] // 2, list(token)
    turned_by, _ = warmth(rotary)
    for pair in range(half):
        i, j = (2 * pair, 2 * pair + 1) if rotary.get("layout") == "interleaved" else (pair, pair + half)
        cos, sin = (turned_by * f(position * radians(rotary, pair)) for f in (math.cos, math.sin))
        out[i], out[j] = token[i] * cos - token[j] * sin, token[i] * sin + token[j] * cos
    return out


# token mixers

def heads(x, count):
    """(T, H·d) as H lists of T tokens of d channels."""
    size = len(x[0]) // count
    return [[token[h * size:(h + 1) * size] for token in x] for h in range(count)]


def read(q, k, v, scale, window=0, softcap=0):
    """One head: each query reads the values of itself and earlier tokens, the window's at most."""
    out = []
    for t, query in enumerate(q):
        seen = range(max(0, t - window + 1) if window else 0, t + 1)
        share = softmax([softcapped(dot(query, k[j]) * scale, softcap) for j in seen])
        out.append([dot(share, [v[j][c] for j in seen]) for c in range(len(v[0]))])
    return out


def joined(per_head):
    return [[c for head in token for c in head] for token in zip(*per_head)]


def attention(design, layer, w, x, walk):
    m = layer["mixer"]
    h, kv, d, rotary = m["heads"], m["keyValueHeads"], m["headDim"], m.get("rotary")
    q, k, v = project(w, "q", h * d, x), project(w, "k", kv * d, x), project(w, "v", kv * d, x)
    if has_canon(layer, "b"):
        mixed = canon(layer["canon"], w.under("canon"), [a + b + c for a, b, c in zip(q, k, v)])
        q, k, v = ([t[a:b] for t in mixed] for a, b in ((0, h * d), (h * d, (h + kv) * d), ((h + kv) * d, None)))
    q, k, v = heads(q, h), heads(k, kv), heads(v, kv)
    if m.get("queryKeyNorm"):
        q = [norm(design, w.under("q_norm"), head) for head in q]
        k = [norm(design, w.under("k_norm"), head) for head in k]
    q, k = ([[turned(rotary, token, t) for t, token in enumerate(head)] for head in side] for side in (q, k))
    first = walk.setdefault("values", v)
    if "value" in layer.get("residual", "") and first is not v:
        (mix,) = w.vector("value_mix", 1, around=0.5)
        v = [[[a * (1 - mix) + b * mix for a, b in zip(s, t)] for s, t in zip(m1, m2)] for m1, m2 in zip(v, first)]
    scale = d ** -0.5 * warmth(rotary)[1]
    y = joined(read(q[i], k[i // (h // kv)], v[i // (h // kv)], scale, m.get("window", 0), m.get("softcap", 0))
               for i in range(h))
    if m.get("outputGate"):
        y = [[c * sigmoid(g) for c, g in zip(s, t)] for s, t in zip(y, project(w, "gate", h * d, x))]
    return project(w, "out", len(x[0]), y)


def latent(design, layer, w, x, walk):
    m = layer["mixer"]
    h, n, r, v, rotary = m["heads"], m["plainDim"], m["latentRank"], m["valueDim"], m.get("rotary")
    p = rotary["dim"] if rotary else 0
    if m.get("queryRank"):
        small = norm(design, w.under("q_norm"), project(w, "q_down", m["queryRank"], x))
        q = heads(project(w, "q_up", h * (n + p), small), h)
    else:
        q = heads(project(w, "q", h * (n + p), x), h)
    down = project(w, "kv_down", r + p, x)
    shared = [turned(rotary, token[r:], t) for t, token in enumerate(down)]
    up = heads(project(w, "kv_up", h * (n + v), norm(design, w.under("kv_norm"), [token[:r] for token in down])), h)
    per_head = []
    for query, kv in zip(q, up):
        query = [token[:n] + turned(rotary, token[n:], t) for t, token in enumerate(query)]
        key = [token[:n] + turn for token, turn in zip(kv, shared)]
        scale = (n + p) ** -0.5 * warmth(rotary)[1]
        per_head.append(read(query, key, [token[n:] for token in kv], scale, m.get("window", 0)))
    return project(w, "out", len(x[0]), joined(per_head))


# channel mixers

def mlp(layer, m, w, x):
    up = project(w, "up", m["hidden"], x)
    gated = m["activation"] == "swiGlu"
    if gated:
        up = [g + u for g, u in zip(project(w, "gate", m["hidden"], x), up)]
    if has_canon(layer, "d"):
        up = canon(layer["canon"], w.under("canon"), up)
    if gated:
        f = m["hidden"]
        bent = [[g * sigmoid(g) * u for g, u in zip(token[:f], token[f:])] for token in up]
    else:
        bend = {"gelu": lambda c: c * normal_share(c), "reluSquared": lambda c: relu(c) ** 2}[m["activation"]]
        bent = [[bend(c) for c in token] for token in up]
    return project(w, "down", len(x[0]), bent)


def best(count, scores):
    """The indices of the highest scores; refuses a close call."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    if count < len(order) and scores[order[count - 1]] - scores[order[count]] < CLOSEST_CALL:
        raise ValueError("two experts are almost alike: choose another seed")
    return order[:count]


def mixture(layer, m, w, x):
    bias, experts, per_group = w.kept("bias", m["experts"]), m["experts"], m["experts"] // max(m.get("groups", 0), 1)
    shared = {**m["expert"], "hidden": m["expert"]["hidden"] * m.get("shared", 0)}
    out = []
    for token, scores in zip(x, project(w, "router", experts, x)):
        affinity = softmax(scores) if m["routing"] == "softmax" else [sigmoid(s) for s in scores]
        biased = [a.value + b for a, b in zip(affinity, bias)]
        if m.get("groups"):
            judges = 1 if m.get("groupScore") == "best" else 2
            parts = [biased[g * per_group:(g + 1) * per_group] for g in range(m["groups"])]
            open_groups = best(m["activeGroups"], [sum(sorted(part)[-judges:]) for part in parts])
            biased = [b if e // per_group in open_groups else -math.inf for e, b in enumerate(biased)]
        chosen = best(m["active"], biased)
        whole = total(affinity[e] for e in chosen) if m["normalizeWeights"] else constant(1.0)
        y = mlp({}, shared, w.under("shared"), [token]) if m.get("shared") else [[constant(0.0)] * len(token)]
        served = [mlp({}, m["expert"], w.under(f"experts.{e}"), [token]) for e in range(experts)]
        for e in chosen:
            share = affinity[e] / whole * m["scale"]
            y = plus(y, [[c * share for c in served[e][0]]])
        out += y
    return out


# layers

def has_canon(layer, point):
    return point in layer.get("canon", {}).get("at", "").lower()


def canon(m, w, x):
    taps = w.matrix("filter", m["taps"], len(x[0]), fan_in=m["taps"])
    return [[total([c] + [taps[j][i] * x[t - j][i] for j in range(m["taps"]) if j <= t])
             for i, c in enumerate(token)] for t, token in enumerate(x)]


def layer_of(design, layer, w, x, walk):
    if "input" in layer.get("residual", ""):
        kept, returned = w.vector("input_mix", 2, around=0.7)
        x = [[kept * a + returned * b for a, b in zip(s, t)] for s, t in zip(x, walk["input"])]
    mixer = {"attention": attention, "latent": latent}[layer["mixer"]["kind"]]
    channel = {"mlp": mlp, "mixture": mixture}[layer["channel"]["kind"]]
    x = plus(x, sublayer(design, layer, w.under("mixer"), "a", x, lambda v, y: mixer(design, layer, v, y, walk)))
    return plus(x, sublayer(design, layer, w.under("channel"), "c", x,
                            lambda v, y: channel(layer, layer["channel"], v, y)))


def sublayer(design, layer, w, point, x, inner):
    placement = layer.get("norm", "pre")
    if placement != "post":
        x = norm(design, w.under("norm"), x)
    if has_canon(layer, point):
        x = canon(layer["canon"], w.under("canon_before"), x)
    x = inner(w.under("inner"), x)
    return x if placement == "pre" else norm(design, w.under("norm_after"), x)


def stack(design, w, x):
    walk = {"input": x}
    for i, name in enumerate(design["pattern"].split()):
        x = layer_of(design, design["layers"][name], w.under(f"layers.{i}"), x, walk)
    return x


# the whole model

def foresee(design, w, ids):
    """Logits of every token that has a successor, then of every token that has a second one, and so on."""
    embedding = w.matrix("embedding", design["vocabulary"], design["width"], fan_in=1)
    head = embedding if design.get("tiedEmbeddings") else w.matrix("head", design["vocabulary"], design["width"])

    def embed(tokens):
        x = [embedding[i] for i in tokens]
        return norm(design, w.under("embedding_norm"), x) if design.get("embeddingNorm") else x

    def logits(stream):
        return [[softcapped(dot(row, token), design.get("logitSoftcap", 0)) for row in head]
                for token in norm(design, w.under("norm"), stream)]

    stream = stack(design, w, embed(ids[:-1]))
    scores = [logits(stream)]
    ahead = design.get("ahead", {"depth": 0})
    for depth in range(ahead["depth"]):
        module = w.under(f"ahead.{depth}")
        known = norm(design, module.under("stream_norm"), stream[:-1])
        token = norm(design, module.under("token_norm"), embed(ids[depth + 1:-1]))
        x = project(module, "join", design["width"], [a + b for a, b in zip(known, token)])
        stream = layer_of(design, design["layers"][ahead["layer"]], module.under("layer"), x, {"input": x})
        scores.append(logits(stream))
    return scores


def nats(scores, target):
    """The cross-entropy of one token."""
    highest = max(s.value for s in scores)
    return log(total(exp(s - highest) for s in scores)) + highest - scores[target]
