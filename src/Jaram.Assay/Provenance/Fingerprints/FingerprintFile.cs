// A fingerprint as a safetensors file: numbers in bf16, the rest as JSON among its notes. Others can read it.
// Source: ours; docs/formats/fingerprint.md.

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Assay.Provenance.Fingerprints;

/// <summary>Writes and reads fingerprints.</summary>
public static class FingerprintFile
{
    /// <summary>How files of fingerprints end.</summary>
    public const string Ending = ".fingerprint";

    private const string Note = "jaram.fingerprint.2", Signs = "signs", Tokens = "tokens";

    /// <summary>Writes one.</summary>
    public static void Write(Stream to, Fingerprint print)
    {
        var notes = new FingerprintNotes(print.Name, print.Rules, print.Tokens, [.. print.Networks.Select(one =>
            new NetworkNote(one.Place.Component.ToString(), one.Place.Layer, one.Place.Expert, one.Units,
                one.BySigns.Count, one.ByTokens.Count))], print.Rows);
        var parts = print.Networks.Index().SelectMany(network =>
            network.Item.BySigns.Index().Select(part => (Name(network.Index, Signs, part.Index), part.Item))
                .Concat(network.Item.ByTokens.Index()
                    .Select(part => (Name(network.Index, Tokens, part.Index), part.Item))))
            .ToDictionary(part => part.Item1, part => part.Item);
        SafetensorsWriter.Write(to, parts.Select(part => new TensorEntry(part.Key, DType.BF16, [part.Value.Length])),
            (entry, from) => Encoded(parts[entry.Name].AsSpan((int)(from / 2))),
            new Dictionary<string, string>
            {
                [Note] = JsonSerializer.Serialize(notes, FingerprintJson.Default.FingerprintNotes),
            });
    }

    /// <summary>Reads one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rules">What it must have been made with.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="AssayException">It is no fingerprint, or one of other sizes.</exception>
    public static Fingerprint Read(string path, Thresholds rules)
    {
        using var file = SafetensorsReader.Open(path);
        if (!file.Metadata.TryGetValue(Note, out var text))
            throw new AssayException($"{path}: is no fingerprint, it has no note {Note}: make one of the model");
        try
        {
            var notes = JsonSerializer.Deserialize(text, FingerprintJson.Default.FingerprintNotes)!;
            if (notes.Rules != rules.Digest)
                throw new AssayException($"{path}: was made with thresholds {notes.Rules.ToString()[..12]}, these are "
                    + $"{rules.Digest.ToString()[..12]}: make the fingerprint again");
            return new(notes.Name, notes.Rules, notes.Tokens, [.. notes.Networks.Index().Select(network =>
                new NetworkPrint(Place(network.Item), network.Item.Units,
                    Parts(file, (network.Index, Signs), network.Item.Signs, rules.CardInputs),
                    Parts(file, (network.Index, Tokens), network.Item.Tokens, notes.Tokens.Count)))], notes.Rows);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            throw new AssayException($"{path}: its note {Note} is damaged: make the fingerprint again");
        }
    }

    private static NetworkPlace Place(NetworkNote note) =>
        Enum.TryParse<Component>(note.Component, out var component) && Enum.IsDefined(component)
            ? new(component, note.Layer, note.Expert)
            : throw new FormatException(note.Component);

    /// <summary>(units, columns) each.</summary>
    private static IReadOnlyList<float[]> Parts(
        SafetensorsReader file, (int Network, string Kind) of, int count, int columns) =>
        [.. Enumerable.Range(0, count).Select(part =>
        {
            var entry = file[Name(of.Network, of.Kind, part)];
            if (entry.DType != DType.BF16 || entry.ByteCount == 0 || entry.ByteCount % (2L * columns) != 0)
                throw new CheckpointException($"tensor {entry} of a fingerprint must be BF16 in rows of {columns}: "
                    + "make the fingerprint again");
            var numbers = new float[entry.ByteCount / 2];
            GgufType.BF16.Blocks.Decode(file.Bytes(entry.Name), numbers);
            return numbers;
        })];

    private static byte[] Encoded(ReadOnlySpan<float> numbers)
    {
        var bytes = new byte[2 * numbers.Length];
        GgufType.BF16.Blocks.Encode(numbers, bytes);
        return bytes;
    }

    private static string Name(int network, string kind, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{network}.{kind}.{part}");
}

/// <summary>What a file says beside its numbers.</summary>
internal sealed record FingerprintNotes(string Name, Digest Rules, IReadOnlyList<string> Tokens,
    IReadOnlyList<NetworkNote> Networks, IReadOnlyList<Digest> Rows);

/// <summary>A network and how many matrices there are of it.</summary>
internal sealed record NetworkNote(string Component, int Layer, int Expert, int Units, int Signs, int Tokens);

/// <summary>How notes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FingerprintNotes))]
internal sealed partial class FingerprintJson : JsonSerializerContext;
