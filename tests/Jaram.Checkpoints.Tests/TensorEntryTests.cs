namespace Jaram.Checkpoints.Tests;

public sealed class TensorEntryTests
{
    [Fact]
    public void Entries_are_equal_by_name_type_and_shape()
    {
        Assert.Equal(new TensorEntry("w", DType.F32, 2, 3), new("w", DType.F32, 2, 3));
        Assert.NotEqual(new TensorEntry("w", DType.F32, 2, 3), new("w", DType.F32, 3, 2));
        Assert.NotEqual(new TensorEntry("w", DType.F32, 2), new("w", DType.I32, 2));
        Assert.NotEqual(new TensorEntry("w", DType.F32, 2), new("v", DType.F32, 2));
    }

    [Fact]
    public void Every_type_has_the_width_its_name_says() =>
        Assert.All(Enum.GetValues<DType>(), type =>
        {
            Assert.True(DTypes.TryParse(type.Word, out var parsed));
            Assert.Equal(type, parsed);
            Assert.Equal(type.Word.Replace("_", "", Ordinal), type.ToString());
            var digits = string.Concat(type.Word.SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit));
            Assert.Equal(digits == "" ? 8 : int.Parse(digits, null), type.Bits);
        });

    [Fact]
    public void A_reserved_name_and_half_a_surrogate_pair_are_refused() =>
        Assert.All(["__metadata__", "half \ud800 pair", "end \ud800"], name =>
            Assert.Throws<CheckpointException>(() => new TensorEntry(name, DType.U8, 1)));

    [Fact]
    public void A_negative_size_is_refused() =>
        Assert.Contains("has the size -1", Assert.Throws<CheckpointException>(
            () => new TensorEntry("w", DType.U8, 2, -1)).Message, Ordinal);

    [Fact]
    public void A_long_name_is_shortened_in_messages() =>
        Assert.InRange(new TensorEntry(new string('w', 100_000), DType.U8).ToString().Length, 80, 120);
}
