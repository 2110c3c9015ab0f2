using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Fingerprints;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tests.Provenance;

public sealed class FingerprintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-assay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly Fingerprint _parent = Print(Toy.Of(1));

    [Fact]
    public void A_copy_is_known_by_its_rows_whatever_they_are_called()
    {
        var renamed = new Toy();
        foreach (var name in Toy.Of(1).Names)
            renamed.Put(name.Replace("model.", "transformer.", StringComparison.Ordinal), Toy.Of(1)[name],
                Toy.Of(1).Shape(name));
        var match = Compare(Print(renamed));
        Assert.Equal(match.Matrices, match.Equal);
        Assert.True(match.IsDependent);
    }

    [Fact]
    public void A_tuned_copy_is_known_layer_by_layer()
    {
        var match = Compare(Print(Toy.Of(1).Drifted(2, 0.3)));
        Assert.Equal(0, match.Equal);
        Assert.Equal(Enumerable.Range(0, Toy.Layers), match.ByWeights.Found.Select(one => one.One.Layer).Order());
        Assert.All(match.ByWeights.Found, one => Assert.Equal(one.One.Layer, one.Other.Layer));
    }

    /// <summary>Turned streams answer to their own tokens as before, not to signs.</summary>
    [Fact]
    public void A_turned_copy_is_known_by_its_answers_alone()
    {
        var match = Compare(Print(Evasions.Of("X3", Toy.Of(1))));
        Assert.Empty(match.ByWeights.Found);
        Assert.Equal(Toy.Layers, match.ByResponses.Found.Count);
    }

    [Fact]
    public void A_stranger_is_not_known() => Assert.False(Compare(Print(Toy.Of(2))).IsDependent);

    [Fact]
    public void Without_shared_tokens_there_are_no_answers_to_compare()
    {
        var match = Compare(Read(Write(Fingerprint.Of(Toy.Of(1).As("candidate", withTokens: false), Toy.Rules))));
        Assert.Equal(0, match.Tokens);
        Assert.Equal(LayerMap.None, match.ByResponses);
        Assert.True(match.IsDependent);
    }

    [Fact]
    public void A_file_holds_it()
    {
        var match = new FingerprintSearch(Toy.Rules, 1).Compare(_parent, Read(Write(_parent)));
        Assert.Equal(match.Matrices, match.Equal);
        Assert.Equal((Toy.Layers, Toy.Layers), (match.ByWeights.Found.Count, match.ByResponses.Found.Count));
        Assert.Equal(_parent.Tokens.Count, match.Tokens);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes() =>
        Assert.Equal(File.ReadAllBytes(Write(_parent)), File.ReadAllBytes(Write(Print(Toy.Of(1)), "again")));

    [Fact]
    public void Other_thresholds_are_refused_with_both_digests()
    {
        var other = Digest.Of([1]);
        var refused = Assert.Throws<AssayException>(() => Read(Write(_parent with { Rules = other })));
        Assert.Contains(other.ToString()[..12], refused.Message);
        Assert.Contains(Toy.Rules.Digest.ToString()[..12], refused.Message);
    }

    [Fact]
    public void Weights_are_no_fingerprint()
    {
        var path = Path.Combine(_folder, "weights");
        using (var file = File.Create(path))
            SafetensorsWriter.Write(file, [new TensorEntry("w", DType.F32, [1])], (_, _) => new byte[4]);
        Assert.Contains("is no fingerprint", Assert.Throws<AssayException>(() => Read(path)).Message);
    }

    /// <summary>Whatever byte is wrong: a declared error, or a fingerprint.</summary>
    [Fact]
    public void Damaged_files_are_refused_in_one_line()
    {
        var whole = File.ReadAllBytes(Write(_parent));
        var (path, dice) = (Path.Combine(_folder, "damaged"), new Dice(1));
        var refused = 0;
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            bytes[(int)(dice.NextDouble() * 20_000)] ^= (byte)(1 + (int)(dice.NextDouble() * 255));
            File.WriteAllBytes(path, bytes);
            try
            {
                Read(path);
            }
            catch (Exception declared) when (declared is CheckpointException or AssayException)
            {
                refused++;
                Assert.DoesNotContain('\n', declared.Message);
            }
        }
        Assert.InRange(refused, 1, 200);
    }

    private static Fingerprint Print(Toy toy) => Fingerprint.Of(toy.As("toy"), Toy.Rules);

    private static FingerprintMatch Compare(Fingerprint candidate) =>
        new FingerprintSearch(Toy.Rules, 1).Compare(candidate, _parent);

    private static Fingerprint Read(string path) => FingerprintFile.Read(path, Toy.Rules);

    private string Write(Fingerprint print, string name = "print")
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        FingerprintFile.Write(file, print);
        return path;
    }
}
