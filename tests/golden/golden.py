"""Computes the golden files: weights, input, output, loss, gradients and ten losses of plain SGD for every block.

    python3 tests/golden/golden.py          writes every file beside this one, byte for byte the same each time
    python3 tests/golden/golden.py --check  writes nothing; exit code 1 and the names of files that differ

Written from the papers, in double precision, without any of the code that it judges. A file that a test finds fault
with is not to be written anew: either the code is wrong or a formula here is, and the commit says which.
"""

import json
import math
import random
import sys
from pathlib import Path

import formulas
from cases import CASES
from tape import Number, backward, total

BATCH, TOKENS, STEPS, RATE, START = 2, 5, 10, 0.02, 70


class Weights:
    """Weights that are made when a formula first asks for them, under the names they have in a checkpoint."""

    def __init__(self, source, made=None, biases=None, prefix=""):
        self._source, self._prefix = source, prefix
        self.made, self.biases = {} if made is None else made, {} if biases is None else biases

    def under(self, name):
        return Weights(self._source, self.made, self.biases, f"{self._prefix}{name}.")

    def matrix(self, name, rows, columns, fan_in=None):
        bound = math.sqrt(3 / (fan_in or columns))
        return self._at(name, lambda: [uniform(self._source, columns, bound) for _ in range(rows)])

    def vector(self, name, size, around=1.0):
        return self._at(name, lambda: [around + c for c in uniform(self._source, size, 0.3)])

    def kept(self, name, size):
        return self.biases.setdefault(self._prefix + name, uniform(self._source, size, 0.2))

    def _at(self, name, make):
        name = self._prefix + name
        if name not in self.made:
            self.made[name] = nested(make(), Number)
        return self.made[name]


def uniform(source, count, bound):
    return [round(source.uniform(-bound, bound), 4) for _ in range(count)]


def nested(x, change):
    return [nested(part, change) for part in x] if isinstance(x, list) else change(x)


def flat(x):
    return [number for part in x for number in flat(part)] if isinstance(x, list) else [x]


def shape(x):
    return [len(x), *shape(x[0])] if isinstance(x, list) else []


def block_of(block, design, w):
    """The function that is computed, of one text."""
    layer = design["layers"][design["pattern"].split()[0]]
    return {
        "norm": lambda x: formulas.norm(design, w, x),
        "rotary": lambda x: [formulas.turned(layer["mixer"]["rotary"], c, START + t) for t, c in enumerate(x)],
        "mixer": lambda x: getattr(formulas, layer["mixer"]["kind"])(design, layer, w, x, {}),
        "channel": lambda x: getattr(formulas, layer["channel"]["kind"])(layer, layer["channel"], w, x),
        "canon": lambda x: formulas.canon(layer["canon"], w, x),
        "layers": lambda x: formulas.stack(design, w, x),
        "decoder": lambda x: formulas.foresee(design, w, x),
    }[block]


def half_square(outputs, targets):
    """Half the squared distance to the targets, per token."""
    gaps = [(a - b) ** 2 for a, b in zip(flat(outputs), flat(targets))]
    return total(gaps) * (0.5 / (BATCH * TOKENS))


def cross_entropy(design, outputs, texts):
    """Mean cross-entropy of the next token, plus the weighted mean over the modules that look further."""
    def mean_at(depth):
        losses = [formulas.nats(scores, ids[depth + 1 + t])
                  for out, ids in zip(outputs, texts) for t, scores in enumerate(out[depth])]
        return total(losses) / len(losses)
    loss = mean_at(0)
    if "ahead" in design:
        depths = design["ahead"]["depth"]
        loss += total(mean_at(d + 1) for d in range(depths)) * (design["ahead"]["weight"] / depths)
    return loss


def compute(name):
    block, design = CASES[name]
    source = random.Random(name)
    w = Weights(source)
    run = block_of(block, design, w)
    if block == "decoder":
        x = [[source.randrange(design["vocabulary"]) for _ in range(TOKENS + 1)] for _ in range(BATCH)]
        moving, targets = [], None
    else:
        width = design["layers"]["full"]["mixer"]["headDim"] if block == "rotary" else design["width"]
        x, targets = ([[uniform(source, width, bound) for _ in range(TOKENS)] for _ in range(BATCH)]
                      for bound in (1.5, 1.0))
        x = nested(x, Number)
        moving = flat(x)

    first, losses = None, []
    for _ in range(STEPS):
        out = [run(text) for text in x]
        loss = cross_entropy(design, out, x) if targets is None else half_square(out, targets)
        losses.append(loss.value)
        backward(loss)
        first = first or record(block, design, x, targets, w, out)
        for number in moving + [number for weight in w.made.values() for number in flat(weight)]:
            number.value -= RATE * number.gradient
            number.gradient = 0.0
    return {**first, "losses": losses}


def record(block, design, x, targets, w, out):
    """All that is known after the first walk there and back."""
    values, slopes = (lambda t: nested(t, lambda n: n.value)), (lambda t: nested(t, lambda n: n.gradient))
    record = {"block": block, "design": design, "rate": RATE, "start": START if block == "rotary" else 0}
    if targets is None:
        outputs = {f"output.{depth}": values([text[depth] for text in out]) for depth in range(len(out[0]))}
        tensors = {"input": x, **outputs}
    else:
        tensors = {"input": values(x), "target": targets, "output.0": values(out), "gradient:input": slopes(x)}
    tensors |= {f"weight:{name}": values(weight) for name, weight in w.made.items()}
    tensors |= {f"weight:{name}": bias for name, bias in w.biases.items()}
    tensors |= {f"gradient:{name}": slopes(weight) for name, weight in w.made.items()}
    return {**record, "tensors": {name: {"shape": shape(t), "data": flat(t)} for name, t in tensors.items()}}


def text_of(case):
    """JSON with nine digits, one tensor a line."""
    def short(x):
        if isinstance(x, float):
            return f"{x:.9g}"
        if isinstance(x, list):
            return "[" + ",".join(short(part) for part in x) + "]"
        if isinstance(x, dict):
            return "{" + ",".join(f"{json.dumps(key)}:{short(part)}" for key, part in x.items()) + "}"
        return json.dumps(x)
    tensors = ",\n".join(f"  {json.dumps(name)}: {short(tensor)}" for name, tensor in case["tensors"].items())
    lines = [f'"{key}": {short(value)}' for key, value in case.items() if key != "tensors"]
    return "{" + ",\n".join(lines) + ',\n"tensors": {\n' + tensors + "\n}}\n"


def main():
    stale = []
    for name in CASES:
        path, text = Path(__file__).with_name(f"{name}.json"), text_of(compute(name))
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    print(f"differ: {', '.join(stale)}" if stale else f"{len(CASES)} golden files")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
