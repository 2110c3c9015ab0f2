// manifest.json says what a version is made of. Its form is canonical: one content, one sequence of bytes, sealed with
// its own hash. So whatever bit of it flips, reading it and writing it again gives other bytes.
// Source: ours.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Jaram.Checkpoints;

/// <summary>The files of one version, by name.</summary>
public sealed partial record Manifest
{
    /// <summary>The name it has in the version's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Bytes: room for the chunks of several terabytes.</summary>
    private const int Longest = 256 << 20;

    /// <summary>Lists files.</summary>
    /// <exception cref="CheckpointException">A name is not plain, or the names are not in ordinal order.</exception>
    public Manifest(long step, ImmutableArray<FileRecord> files)
    {
        (Step, Files) = (step, files);
        foreach (var file in files) CheckName(file.Name);
        for (var i = 1; i < files.Length; i++)
            if (string.CompareOrdinal(files[i - 1].Name, files[i].Name) >= 0)
                throw new CheckpointException($"{Quoted.Of(files[i].Name)} is listed after "
                    + $"{Quoted.Of(files[i - 1].Name)}: list files by name, each once");
    }

    /// <summary>The training step after which the version was saved.</summary>
    public long Step { get; }

    /// <summary>The files, in ordinal order of their names.</summary>
    public ImmutableArray<FileRecord> Files { get; }

    /// <summary>The hash of the listing, and so of every file: the name of this version in a ledger.</summary>
    [JsonIgnore]
    public Digest Digest => Digest.Of(JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest));

    /// <summary>Bytes of all files, this manifest among them.</summary>
    [JsonIgnore]
    public long StoredBytes => Files.Sum(file => file.ByteCount) + ToBytes().Length;

    /// <summary>The content of manifest.json.</summary>
    internal byte[] ToBytes() =>
        JsonSerializer.SerializeToUtf8Bytes(new SealedManifest(this, Digest), ManifestJson.Default.SealedManifest);

    /// <summary>Reads manifest.json.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    internal static Manifest Read(Stream file, string path)
    {
        if (file.Length > Longest)
            throw Damaged(path, $"has {file.Length} bytes, at most {Longest} are read");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Manifest found;
        try
        {
            found = JsonSerializer.Deserialize(bytes, ManifestJson.Default.SealedManifest)!.Manifest;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw Damaged(path, $"has {bytes.Length} bytes that are not a manifest");
        }
        catch (CheckpointException e)
        {
            throw Damaged(path, $"lists what no version has ({e.Message})");
        }
        return found.ToBytes().AsSpan().SequenceEqual(bytes)
            ? found
            : throw Damaged(path, $"does not match its own seal, its content gives {found.Digest}");
    }

    /// <summary>Refuses names that could reach outside a version's folder or mean two things on two systems.</summary>
    internal static void CheckName(string name)
    {
        if (!PlainName().IsMatch(name) || name == FileName)
            throw new CheckpointException($"{Quoted.Of(name)} cannot be a file of a version: use letters, digits, '-', "
                + $"'_' and '.', 1 to 200 of them, beginning with a letter or digit, and not {FileName}");
    }

    private static CheckpointException Damaged(string path, string how) =>
        new($"{path} {how}: it is damaged; use another version");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,199}\z")]
    private static partial Regex PlainName();
}

/// <summary>The outermost object of manifest.json.</summary>
internal sealed record SealedManifest(Manifest Manifest, Digest Sha256);

/// <summary>Reads and writes manifests without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SealedManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
