"""What is computed: one design a case, each showing one feature in as few numbers as it takes."""


def rotary(dim, **more):
    return {"dim": dim, "theta": 100, **more}


def attention(**more):
    return {"kind": "attention", "heads": 4, "keyValueHeads": 2, "headDim": 4, **more}


def latent(**more):
    return {"kind": "latent", "heads": 2, "latentRank": 6, "plainDim": 4, "valueDim": 3, "rotary": rotary(2), **more}


def mixture(**more):
    return {"kind": "mixture", "experts": 8, "active": 3, "expert": {"hidden": 3, "activation": "swiGlu"}, **more}


def mlp(activation="reluSquared"):
    return {"kind": "mlp", "hidden": 12, "activation": activation}


def design(layer=None, pattern="full", epsilon=1e-3, gain=True, **more):
    """A small design around one layer, as docs/formats of designs has it."""
    layers = {"full": {"mixer": attention(), "channel": mlp(), **(layer or {})}}
    return {"name": "golden", "about": "one feature", "source": "tests/golden/cases.py", "vocabulary": 11, "width": 8,
            "context": 16, "norm": {"epsilon": epsilon, "gain": gain}, "layers": layers, "pattern": pattern, **more}


def turning(**more):
    return design({"mixer": attention(headDim=8, rotary=rotary(8, **more))})


def mixing(mixer):
    return design({"mixer": mixer})


def channelled(channel):
    return design({"channel": channel})


AHEAD = {"depth": 2, "layer": "full", "weight": 0.3}
LLAMA3 = {"kind": "llama3", "factor": 8, "originalContext": 64, "lowFrequencyFactor": 1, "highFrequencyFactor": 4}
YARN = {"kind": "yarn", "factor": 4, "originalContext": 64, "fastTurns": 8, "slowTurns": 1}
WARM = {**YARN, "warmth": {"turned": 1.5, "all": 0.7}}

# name: (block, design)
CASES = {
    "norm": ("norm", design()),
    "norm-without-gain": ("norm", design(gain=False)),
    "rotary-halves": ("rotary", turning()),
    "rotary-interleaved": ("rotary", turning(layout="interleaved")),
    "rotary-partial": ("rotary", design({"mixer": attention(headDim=8, rotary=rotary(4))})),
    "rotary-linear": ("rotary", turning(scaling={"kind": "linear", "factor": 4})),
    "rotary-llama3": ("rotary", turning(scaling=LLAMA3)),
    "rotary-yarn": ("rotary", turning(scaling=YARN)),
    "attention-grouped": ("mixer", mixing(attention(queryKeyNorm=True, rotary=rotary(2)))),
    "attention-window": ("mixer", mixing(attention(keyValueHeads=4, window=3, rotary=rotary(4)))),
    "attention-gate": ("mixer", mixing(attention(keyValueHeads=1, outputGate=True))),
    "attention-softcap": ("mixer", mixing(attention(softcap=0.5, rotary=rotary(4, layout="interleaved")))),
    "latent-full-query": ("mixer", mixing(latent())),
    "attention-warmth": ("mixer", mixing(attention(rotary=rotary(4, scaling=WARM)))),
    "latent-warmth": ("mixer", mixing(latent(rotary=rotary(4, layout="interleaved", scaling=WARM)))),
    "latent-query-rank": ("mixer", mixing(latent(queryRank=5, window=4))),
    "mlp-swiglu": ("channel", channelled(mlp("swiGlu"))),
    "mlp-gelu": ("channel", channelled(mlp("gelu"))),
    "mlp-relu-squared": ("channel", channelled(mlp("reluSquared"))),
    "mixture-sigmoid": ("channel", channelled(mixture(routing="sigmoid", shared=2, groups=4, activeGroups=2,
                                                      normalizeWeights=True, scale=2.5))),
    "mixture-softmax": ("channel", channelled(mixture(routing="softmax", normalizeWeights=False, scale=1.5))),
    "mixture-best-group": ("channel", channelled(mixture(routing="softmax", groups=4, activeGroups=2, groupScore="best",
                                                         normalizeWeights=False, scale=1.5))),
    "canon": ("canon", design({"canon": {"taps": 4, "at": "a"}})),
    "layer-pre": ("layers", design({"norm": "pre"})),
    "layer-post": ("layers", design({"norm": "post"})),
    "layer-sandwich": ("layers", design({"norm": "sandwich"})),
    "layer-canon": ("layers", design({"canon": {"taps": 3, "at": "a, b, c, d"}, "channel": mlp("swiGlu")})),
    "layers-input-residual": ("layers", design({"residual": "input"}, "full full")),
    "layers-value-residual": ("layers", design({"residual": "value"}, "full full")),
    "decoder-tied": ("decoder", design(pattern="full full", tiedEmbeddings=True, logitSoftcap=2)),
    "decoder-untied": ("decoder", design({"mixer": latent()}, embeddingNorm=True)),
    "decoder-ahead": ("decoder", design({"mixer": attention(rotary=rotary(4))}, tiedEmbeddings=True,
                                        embeddingNorm=True, logitSoftcap=3, ahead=AHEAD)),
}
