using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Jaram.Inference.Generating;

namespace Jaram.Server.Asking;

/// <summary>Reads the parameters that chat and completions share.</summary>
internal static class SamplingFields
{
    /// <summary>Limits that are told by /props and tests.</summary>
    public const int MostStops = 4, LongestStop = 64, MostChoices = 4, MostAlternatives = 20, MostBiases = 1024;

    /// <summary>How tokens are chosen.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="vocabulary">Tokens that there are.</param>
    /// <exception cref="RefusedException">A parameter cannot be obeyed.</exception>
    public static SamplingOptions Read(Fields fields, int vocabulary) => new()
    {
        Temperature = fields.Number("temperature", 0, 2, 1),
        TopP = Math.Max(fields.Number("top_p", 0, 1, 1), double.Epsilon),
        TopK = (int)(fields.Whole("top_k", 0, int.MaxValue) ?? 0),
        MinP = fields.Number("min_p", 0, 1, 0),
        FrequencyPenalty = fields.Number("frequency_penalty", -2, 2, 0),
        PresencePenalty = fields.Number("presence_penalty", -2, 2, 0),
        Bias = Biases(fields, vocabulary),
        // without a seed a draw differs each time, as callers expect; which one it was is told in the answer
        Seed = fields.Whole("seed", long.MinValue, long.MaxValue) is { } seed ? (ulong)seed : Fresh(),
    };

    /// <summary>Texts that end an answer.</summary>
    /// <exception cref="RefusedException">They are too many, too long, or no texts.</exception>
    public static ImmutableArray<string> Stops(Fields fields)
    {
        if (fields.Take("stop") is not { } value) return [];
        var name = fields.NameOf("stop");
        IReadOnlyList<JsonElement> list = value.ValueKind == JsonValueKind.String
            ? [value]
            : Fields.ListOf(value, name, MostStops);
        return [.. list.Select(one => Fields.TextOf(one, name)).Select(text => text.Length is > 0 and <= LongestStop
            ? text.Normalize()
            : throw RefusedException.Invalid(name,
                $"a text in '{name}' has {text.Length} characters, it must have 1 to {LongestStop}; correct it"))];
    }

    /// <summary>Answers to each prompt.</summary>
    /// <exception cref="RefusedException">There are none or too many.</exception>
    public static int Choices(Fields fields) => (int)(fields.Whole("n", 1, MostChoices) ?? 1);

    /// <summary>Whether the answer is streamed, and whether the stream ends with what it cost.</summary>
    /// <exception cref="RefusedException">There are options for a stream that was not asked for.</exception>
    public static (bool Streams, bool TellsUsage) Stream(Fields fields)
    {
        var streams = fields.Flag("stream");
        if (fields.Object("stream_options") is not { } options) return (streams, false);
        if (!streams) throw RefusedException.Unsupported("stream_options", "goes with 'stream': true only");
        var tells = options.Flag("include_usage");
        options.Only("include_obfuscation", "false");
        options.Finish();
        return (streams, tells);
    }

    private static ImmutableSortedDictionary<int, float> Biases(Fields fields, int vocabulary)
    {
        var name = fields.NameOf("logit_bias");
        if (fields.Take("logit_bias") is not { } value) return ImmutableSortedDictionary<int, float>.Empty;
        Fields.ObjectOf(value, name);
        var biases = ImmutableSortedDictionary.CreateBuilder<int, float>();
        foreach (var property in value.EnumerateObject())
        {
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || id >= vocabulary)
                throw RefusedException.Invalid(name,
                    $"'{name}' has a key that is no token; keys are ids from 0 to {vocabulary - 1}");
            biases[id] = (float)Fields.NumberOf(property.Value, $"{name}.{id}", -100, 100);
        }
        return biases.Count <= MostBiases ? biases.ToImmutable() : throw RefusedException.Invalid(name,
            $"'{name}' has {biases.Count} entries, it may have {MostBiases}; send fewer");
    }

    private static ulong Fresh() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
