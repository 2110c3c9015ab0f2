// What counts as found, fixed in a file before anybody looks: a report names the file by its digest.
// Source: ours; the values and their grounds stand in rubrics/provenance-1.json.

using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Checkpoints;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>Thresholds of the provenance tests.</summary>
public sealed record Thresholds
{
    /// <summary>What the file is called in reports.</summary>
    public required string Name { get; init; }

    /// <summary>Where the values come from.</summary>
    public required string Source { get; init; }

    /// <summary>The chance of any false "dependent" in a report, by exact tests.</summary>
    public required double FalseAlarm { get; init => field = Share(value); }

    /// <summary>Shuffles that a score is held against.</summary>
    public required int Shuffles { get; init => field = Positive(value); }

    /// <summary>Hidden units of a network that are looked at.</summary>
    public required int Units { get; init => field = Positive(value); }

    /// <summary>Networks of a model that are looked at.</summary>
    public required int Networks { get; init => field = Positive(value); }

    /// <summary>Channels of the stream that are looked at.</summary>
    public required int Channels { get; init => field = Positive(value); }

    /// <summary>Rows of a tensor that are looked at along the stream; tokens of an embedding.</summary>
    public required int Features { get; init => field = Positive(value); }

    /// <summary>Units on a card.</summary>
    public required int CardUnits { get; init => field = Positive(value); }

    /// <summary>Inputs of a card.</summary>
    public required int CardInputs { get; init => field = Positive(value); }

    /// <summary>Cards of a model.</summary>
    public required int Cards { get; init => field = Positive(value); }

    /// <summary>Share of equal numbers that is more than chance.</summary>
    public required double EqualShare { get; init => field = Share(value); }

    /// <summary>How many times chance that must be.</summary>
    public required double EqualTimes { get; init; }

    /// <summary>Units that are matched.</summary>
    public required int MatchUnits { get; init => field = Positive(value); }

    /// <summary>Tokens that matched units answer to.</summary>
    public required int MatchProbes { get; init => field = Positive(value); }

    /// <summary>Fewer shared tokens are not enough to match or align.</summary>
    public required int FewestTokens { get; init => field = Positive(value); }

    /// <summary>Layers whose units are matched.</summary>
    public required int MatchDepths { get; init => field = Positive(value); }

    /// <summary>The chance of a false match.</summary>
    public required double MatchLevel { get; init => field = Share(value); }

    /// <summary>The least agreement of two matchings.</summary>
    public required double MatchAgreement { get; init => field = Share(value); }

    /// <summary>Channels that are aligned.</summary>
    public required int AlignChannels { get; init => field = Positive(value); }

    /// <summary>The least likeness of aligned attention that is suspect.</summary>
    public required double AlignedFloor { get; init => field = Share(value); }

    /// <summary>How many times the controls' likeness that must be.</summary>
    public required double AlignedTimes { get; init; }

    /// <summary>The rank among controls from which a profile or a spectrum is suspect, as a share.</summary>
    public required double ProfileRank { get; init => field = Share(value); }

    /// <summary>What may be left of a score without first weights, where they explain it.</summary>
    public required double StartShare { get; init => field = Share(value); }

    /// <summary>What some score must keep without first weights for a copy to be proved; left out, 0: what is not
    /// explained is proved.</summary>
    public double StartKept { get; init => field = value == 0 ? 0 : Share(value); }

    /// <summary>The spread of shares over tensors of a linear merge.</summary>
    public required double MergeSpread { get; init => field = Share(value); }

    /// <summary>Share of a candidate's tokens that is more than both languages give.</summary>
    public required double TokenShare { get; init => field = Share(value); }

    /// <summary>Kendall's τ of shared merges that is.</summary>
    public required double TokenOrder { get; init => field = Share(value); }

    /// <summary>SHA-256 of the file.</summary>
    [JsonIgnore]
    public Digest Digest { get; private init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="AssayException">A threshold is missing, unknown or out of range.</exception>
    public static Thresholds Read(byte[] file, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(file, ThresholdsJson.Default.Thresholds)! with
            {
                Digest = Digest.Of(file),
            };
        }
        catch (JsonException wrong)
        {
            throw new AssayException($"{path}: {wrong.Message.Split('\n')[0]} Write every threshold, and no other key");
        }
        catch (AssayException wrong)
        {
            throw new AssayException($"{path}: {wrong.Message}");
        }
    }

    private static int Positive(int value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        value > 0 ? value : throw new AssayException($"{name} must be 1 or more, got {value}");

    private static double Share(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value
        : throw new AssayException(FormattableString.Invariant($"{name} must lie above 0 and up to 1, got {value}"));
}

/// <summary>How thresholds are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Thresholds))]
internal sealed partial class ThresholdsJson : JsonSerializerContext;
