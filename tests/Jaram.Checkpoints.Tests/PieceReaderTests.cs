using CsCheck;

namespace Jaram.Checkpoints.Tests;

public sealed class PieceReaderTests
{
    private const int Length = 3_000_001;

    /// <summary>Pieces of every length from every place, past the cache and through it; a file system that refuses the
    /// former gives the same bytes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Pieces_are_what_the_file_holds(long cacheable)
    {
        using var folder = new TemporaryFolder();
        var (path, bytes) = Written(folder);
        using var reader = new PieceReader(path, cacheable);
        Assert.False(reader.IsDirect && cacheable == long.MaxValue);
        Gen.Select(Gen.Int[0, Length], Gen.OneOf(Gen.Int[0, 9000], Gen.Int[60_000, 2_500_000])).Sample((at, count) =>
        {
            var piece = new byte[Math.Min(count, Length - at)];
            reader.Read(at, piece);
            Assert.True(piece.AsSpan().SequenceEqual(bytes.AsSpan(at, piece.Length)));
        }, iter: 200);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void A_file_that_was_cut_is_told_with_both_lengths(long cacheable)
    {
        using var folder = new TemporaryFolder();
        var (path, _) = Written(folder);
        using var reader = new PieceReader(path, cacheable);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.SetLength(file, 1_000_000);
        var told = Assert.Throws<CheckpointException>(() => reader.Read(900_000, new byte[200_000])).Message;
        Assert.Contains($"had {Length} bytes", told);
        Assert.Contains("ends at 1000000", told);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Contains("cannot be opened",
            Assert.Throws<CheckpointException>(() => new PieceReader("/nowhere/a", 0)).Message);

    private static (string Path, byte[] Bytes) Written(TemporaryFolder folder)
    {
        var (path, bytes) = (System.IO.Path.Combine(folder.Path, "a"), new byte[Length]);
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return (path, bytes);
    }
}
