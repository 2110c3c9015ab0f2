# The numbers of RotaryScalingTests.cs, from the published formulas, by another road than the C# takes.
# Python 3, no packages.
#   llama3: three cases by wavelength, as the rope_type "llama3" of Llama 3.1's config.json is documented.
#   yarn:   arXiv:2309.00071, section 3.2, "NTK-by-parts", with the ramp over pair indices that its authors' code uses.
from math import ceil, floor, log, pi


def llama3(f, factor, original, low, high):
    wavelength = 2 * pi / f
    if wavelength > original / low:
        return f / factor
    if wavelength < original / high:
        return f
    smooth = (original / wavelength - low) / (high - low)
    return (1 - smooth) * f / factor + smooth * f


def yarn(i, dim, theta, factor, original, fast, slow):
    def pair(turns):
        return dim * log(original / (turns * 2 * pi)) / (2 * log(theta))
    low, high = max(floor(pair(fast)), 0), min(ceil(pair(slow)), dim - 1)
    if low == high:
        high += 0.001
    ramp = min(1, max(0, (i - low) / (high - low)))
    f = theta ** (-2 * i / dim)
    return f / factor * ramp + f * (1 - ramp)


print("llama3: dim 128, theta 500000, factor 8, original context 8192, low 1, high 4")
for i in (0, 28, 29, 31, 34, 35, 63):
    print(i, repr(llama3(500000 ** (-2 * i / 128), 8, 8192, 1, 4)))
print("yarn: dim 64, theta 10000, factor 40, original context 4096, fast 32, slow 1")
for i in (0, 10, 11, 16, 22, 23, 31):
    print(i, repr(yarn(i, 64, 10000, 40, 4096, 32, 1)))
print("temperature, factor 40:", repr(0.1 * log(40) + 1))
