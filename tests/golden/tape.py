"""Reverse-mode differentiation of scalars: every operation remembers its operands and its slope at each of them.

Source: Wengert, CACM 7(8), 1964. Python floats are IEEE 754 doubles; the order of every sum is the order of the text.
"""

import math


class Number:
    """A value on the tape. Numbers are born after their operands, so their order of birth is a topological order."""

    __slots__ = ("gradient", "operands", "slopes", "value")
    tape = []

    def __init__(self, value, operands=(), slopes=()):
        self.value, self.operands, self.slopes, self.gradient = value, operands, slopes, 0.0
        Number.tape.append(self)

    def __add__(self, other):
        other = constant(other)
        return Number(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = constant(other)
        return Number(self.value * other.value, (self, other), (other.value, self.value))

    def __pow__(self, exponent):
        return Number(self.value ** exponent, (self,), (exponent * self.value ** (exponent - 1),))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -constant(other)

    def __rsub__(self, other):
        return constant(other) - self

    def __truediv__(self, other):
        return self * constant(other) ** -1

    __radd__, __rmul__ = __add__, __mul__


def constant(value):
    return value if isinstance(value, Number) else Number(value)


def exp(x):
    y = math.exp(x.value)
    return Number(y, (x,), (y,))


def log(x):
    return Number(math.log(x.value), (x,), (1 / x.value,))


def tanh(x):
    y = math.tanh(x.value)
    return Number(y, (x,), (1 - y * y,))


def sigmoid(x):
    y = 1 / (1 + math.exp(-x.value))
    return Number(y, (x,), (y * (1 - y),))


def relu(x):
    return Number(max(0.0, x.value), (x,), (1.0 if x.value > 0 else 0.0,))


def normal_share(x):
    """The standard normal distribution function, whose slope is the normal density."""
    density = math.exp(-x.value * x.value / 2) / math.sqrt(2 * math.pi)
    return Number((1 + math.erf(x.value / math.sqrt(2))) / 2, (x,), (density,))


def total(xs):
    xs = tuple(xs)
    return Number(math.fsum(x.value for x in xs), xs, (1.0,) * len(xs))


def dot(xs, ys):
    """The sum of products, as one entry of the tape."""
    a, b = tuple(x.value for x in xs), tuple(y.value for y in ys)
    if len(a) != len(b):
        raise ValueError(f"a dot product of {len(a)} and {len(b)} numbers")
    return Number(math.fsum(x * y for x, y in zip(a, b)), (*xs, *ys), b + a)


def backward(loss):
    """Gives every number on the tape its gradient, and forgets the tape."""
    for number in Number.tape:
        number.gradient = 0.0
    loss.gradient = 1.0
    for number in reversed(Number.tape):
        for operand, slope in zip(number.operands, number.slopes):
            operand.gradient += slope * number.gradient
    Number.tape = []
