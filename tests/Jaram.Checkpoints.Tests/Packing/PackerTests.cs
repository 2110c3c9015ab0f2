using CsCheck;

namespace Jaram.Checkpoints.Tests.Packing;

public sealed class PackerTests
{
    [Fact]
    public void Any_floats_come_back_bit_for_bit() =>
        Floats.Patterns.Sample(patterns =>
        {
            var tensors = Floats.Held(("w", patterns));
            Assert.True(Floats.AreSame(tensors, Packs.RoundTrip([tensors])[0]));
        }, iter: 300);

    [Fact]
    public void Any_floats_come_back_from_any_base() =>
        Gen.Select(Floats.Patterns, Floats.Patterns, Floats.Patterns).Sample((a, b, c) =>
        {
            HeldTensors[] versions = [.. Fit(a, b, c).Select(p => Floats.Held(("w", p)))];
            var restored = Packs.RoundTrip(versions);
            for (var i = 0; i < versions.Length; i++) Assert.True(Floats.AreSame(versions[i], restored[i]));
        }, iter: 200);

    [Fact]
    public void Tensors_of_any_type_and_shape_come_back() =>
        Gen.Select(Gen.OneOfConst(Enum.GetValues<DType>()), Gen.Long[0, 40].Array[0, 3], Gen.Int).Sample(
            (type, shape, seed) =>
            {
                var shaped = shape.Length > 0 ? shape : [];
                if (shaped.Aggregate((long)type.Bits, (bits, size) => bits * size) % 8 != 0) return;
                var entry = new TensorEntry("가중치.𐐷", type, shaped);
                var bytes = new byte[entry.ByteCount];
                new Random(seed).NextBytes(bytes.AsSpan(0, bytes.Length / 3));
                var tensors = HeldTensors.Copy([entry], (_, from) => bytes.AsSpan((int)from));
                var restored = Packs.RoundTrip([tensors, tensors])[1];
                Assert.Equal(entry, restored.Tensors[0]);
                Assert.Equal(bytes, restored.Bytes(entry.Name).ToArray());
            }, iter: 300);

    [Fact]
    public void A_small_step_takes_less_than_the_weights_themselves_and_both_less_than_plain()
    {
        var before = Floats.Normal(100_000, 0.02, 13, 1);
        var packs = Packs.Pack([Floats.Held(("w", before)), Floats.Held(("w", Floats.Moved(before, 2e-4, 13, 2)))]);
        Assert.InRange(packs[0].Length, 160_000, 200_000); // sign, 12 bits and an exponent of about 2.5
        Assert.InRange(packs[1].Length, 70_000, 125_000);
    }

    [Fact]
    public void What_is_the_same_is_not_stored_again()
    {
        var (w, zero) = (Floats.Normal(50_000, 1, 24, 1), new uint[60_000]);
        var first = Floats.Held(("a", w), ("b", w), ("m", zero));
        var packs = Packs.Pack([first, Floats.Held(("a", Floats.Normal(50_000, 1, 24, 2)), ("c", w)), first]);
        Assert.InRange(packs[0].Length, 150_000, 190_000); // w once, zeros for next to nothing
        Assert.InRange(packs[2].Length, 100, 700);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        var random = new Random(3);
        HeldTensors Version(int seed) => Floats.Held([.. Enumerable.Range(0, 20).Select(i =>
            ($"layer.{i}", Floats.Normal(random.Next(1, 9) * 7919, 0.02, 13, seed * 100 + i)))]);
        HeldTensors[] versions = [Version(1), Version(2)];
        var one = Packs.Pack(versions, threads: 1);
        foreach (var threads in new[] { 2, 3, 8 })
            Assert.All(one.Zip(Packs.Pack(versions, threads)), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(13), InlineData(8), InlineData(24)]
    public void A_preview_is_the_upper_half_of_every_float(int significant)
    {
        var a = Floats.Normal(40_000, 0.02, significant, 1);
        foreach (var step in new[] { 1e-2, 1e-4, 1e-7 })
        {
            var b = Floats.Moved(a, step, significant, 2);
            var preview = Packs.RoundTrip([Floats.Held(("w", a)), Floats.Held(("w", b))], Precision.Preview)[1];
            Assert.Equal(DType.BF16, preview["w"].DType);
            var halves = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(preview.Bytes("w"));
            Assert.Equal(b.Select(p => (ushort)(p >> 16)), halves.ToArray());
        }
    }

    private static uint[][] Fit(params uint[][] versions)
    {
        var count = versions.Min(v => v.Length);
        return [.. versions.Select(v => v[..count])];
    }
}
