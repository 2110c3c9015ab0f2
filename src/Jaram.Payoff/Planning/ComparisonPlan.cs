// What will be compared, how, and how it will be judged: everything is fixed, and registered, before the first run.
// Source: ours, after pre-registration of trials; numbers of architecture comparisons in docs/decisions/0019.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Checkpoints;
using Jaram.Statistics;

namespace Jaram.Payoff.Planning;

/// <summary>A registered comparison.</summary>
public sealed record ComparisonPlan
{
    /// <summary>Names this layout.</summary>
    public const string CurrentFormat = "jaram-comparison/1";

    /// <summary>Names the layout of the file.</summary>
    public required string Format { get; init; }

    /// <summary>What is compared; the first is the parent that all others are compared with.</summary>
    public required IReadOnlyList<PlannedArm> Arms { get; init; }

    /// <summary>On what.</summary>
    public required IReadOnlyList<PlannedText> Texts { get; init; }

    /// <summary>What is made equal.</summary>
    public required IReadOnlyList<Matching> Matchings { get; init; }

    /// <summary>The parent's steps at the end of each rung, rising; three or more. Others make as many as give the same
    /// training operations.</summary>
    public required IReadOnlyList<long> Rungs { get; init; }

    /// <summary>Why so many: as asked, or from minutes and the speed measured before.</summary>
    public required string Because { get; init; }

    /// <summary>Pairs of runs.</summary>
    public required int Seeds { get; init; }

    /// <summary>Seeds are this one and those after it: text order, and with <see cref="WeightDraw.Common"/> first
    /// weights, are the same in all arms. The one before is the sweep's own.</summary>
    public required ulong FirstSeed { get; init; }

    /// <summary>Whether arms begin from the same draws.</summary>
    public required WeightDraw FirstWeights { get; init; }

    /// <summary>Factors of the usual learning rates, each tried by every arm at the bottom rung.</summary>
    public required IReadOnlyList<double> RateFactors { get; init; }

    /// <summary>The parent's steps in learning the skills; 0 leaves skills out.</summary>
    public required long SkillSteps { get; init; }

    /// <summary>How it will be judged.</summary>
    public required PayoffRule Rule { get; init; }

    /// <summary>What bits depend on besides: library, processor features, number formats.</summary>
    public required string Platform { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="PayoffException">The text is no plan, or one of another layout.</exception>
    public static ComparisonPlan Read(ReadOnlySpan<byte> json, string file)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(json, PlanJson.Written.ComparisonPlan)
                ?? throw new JsonException("the file holds null");
            return plan.Format == CurrentFormat
                ? plan
                : throw new JsonException($"its format is {plan.Format}, this jaram reads {CurrentFormat}");
        }
        catch (Exception wrong) when (wrong is JsonException or StatisticsException)
        {
            throw new PayoffException($"{file}: is no plan of a comparison: {wrong.Message.ReplaceLineEndings(" ")}; "
                + "take another folder");
        }
    }

    /// <summary>The plan as UTF-8 JSON: one content, one sequence of bytes.</summary>
    public byte[] Write() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Written.ComparisonPlan), (byte)'\n'];

    /// <summary>What differs between two plans, a line each: key, then both values.</summary>
    /// <param name="other">What is asked for now.</param>
    public IReadOnlyList<string> DifferencesTo(ComparisonPlan other)
    {
        var (mine, its) = (JsonSerializer.SerializeToElement(this, PlanJson.Written.ComparisonPlan),
            JsonSerializer.SerializeToElement(other, PlanJson.Written.ComparisonPlan));
        return [.. mine.EnumerateObject().Where(key => !JsonElement.DeepEquals(key.Value, its.GetProperty(key.Name)))
            .Select(key => $"{key.Name} was {Line(key.Value)}, is {Line(its.GetProperty(key.Name))}")];
    }

    private static string Line(JsonElement value) =>
        string.Join(' ', value.GetRawText().Split('\n', StringSplitOptions.TrimEntries));
}

/// <summary>One arm.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Design">The design as it is raised, kept as a blob.</param>
/// <param name="Recipe">The recipe before seed, rungs and rate factor, kept as a blob.</param>
/// <param name="Matched">The design that each matching makes of it, in the plan's order of matchings; the parent's are
/// all its own.</param>
public sealed record PlannedArm(string Name, Digest Design, Digest Recipe, IReadOnlyList<Digest> Matched);

/// <summary>One text.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Asked">As it was asked for: "village", or paths.</param>
/// <param name="MerkleRoot">RFC 6962 tree hash of the documents.</param>
/// <param name="Tokenizer">SHA-256 of the tokenizer, one for all arms.</param>
/// <param name="Tokens">Ids to train on.</param>
/// <param name="HeldOutTokens">Ids to measure on.</param>
public sealed record PlannedText(string Name, string Asked, string MerkleRoot, string Tokenizer, long Tokens,
    long HeldOutTokens);

/// <summary>How first weights are drawn.</summary>
public enum WeightDraw
{
    /// <summary>Tensors of one name begin alike in all arms: a copy of a design gives the same bits.</summary>
    Common,

    /// <summary>Each arm draws its own: what a comparison of a design with itself needs.</summary>
    Own,
}

/// <summary>How plans, runs and findings look as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    WriteIndented = true, IndentSize = 2, NewLine = "\n")]
[JsonSerializable(typeof(ComparisonPlan))]
internal sealed partial class PlanJson : JsonSerializerContext
{
    /// <summary>With Hangul as itself.</summary>
    public static PlanJson Written => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
