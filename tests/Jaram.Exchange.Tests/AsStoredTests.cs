using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Tests;

public sealed class AsStoredTests
{
    /// <summary>Values of the OCP specification 1.0, table 2: one, the largest, the smallest normal and subnormal.
    /// </summary>
    [Theory]
    [InlineData(DType.F8E4M3, new byte[] { 0x00, 0x38, 0x7E, 0x08, 0x01, 0xC0, 0x07 },
        new[] { 0f, 1, 448, 1 / 64f, 1 / 512f, -2, 7 / 512f })]
    [InlineData(DType.F8E5M2, new byte[] { 0x00, 0x3C, 0x7B, 0x04, 0x01, 0xC0, 0x03 },
        new[] { 0f, 1, 57344, 1 / 16384f, 1 / 65536f, -2, 3 / 65536f })]
    [InlineData(DType.I8, new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xFF }, new[] { 0f, 1, 127, -128, -1 })]
    public void Numbers_of_8_bits_are_what_the_standard_says(DType type, byte[] codes, float[] numbers) =>
        Assert.Equal(numbers, Read(type, codes));

    [Fact]
    public void All_ones_are_no_number() =>
        Assert.All(Read(DType.F8E4M3, [0x7F, 0xFF]), x => Assert.True(float.IsNaN(x)));

    [Fact]
    public void Codes_are_refused_by_the_name_of_their_type() => Assert.Equal(
        "weights of type U8 are packed: get the model in f32, f16, bf16, f8 or i8",
        Assert.Throws<CheckpointException>(() => Read(DType.U8, [1, 2])).Message);

    private static float[] Read(DType type, byte[] codes)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "one.safetensors");
        using (var file = File.Create(path))
            SafetensorsWriter.Write(file, [new TensorEntry("w", type, [codes.Length])],
                (_, from) => codes.AsSpan((int)from));
        using var shards = Shards.OpenFileAsStored(path);
        var numbers = new float[codes.Length];
        shards.Read(shards.Tensors[0], 0, numbers);
        return numbers;
    }
}
