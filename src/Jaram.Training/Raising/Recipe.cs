// How a design is raised: everything that decides the bytes of the weights, in one file of the model's folder.
// Source: karpathy/nanochat scripts/base_train.py (2026) for the kinds of knob; values tuned in bench/.

using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training.Optimizers;

namespace Jaram.Training.Raising;

/// <summary>Everything besides design, tokenizer and text that decides a model's weights.</summary>
public sealed record Recipe
{
    /// <summary>Beyond these a number is a slip of the pen.</summary>
    private const long MostRate = 1000, MostSteps = 1_000_000_000_000;

    /// <summary>Where its values come from.</summary>
    public required string Source { get; init; }

    /// <summary>Seed of the first weights and of the order of the text.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Rows of a step: texts of the design's context length.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that go through the model at once; a step adds up the gradients of Rows / MicroRows of
    /// them.</summary>
    public required int MicroRows { get; init; }

    /// <summary>Learning rates at the schedule's height.</summary>
    public required OptimizerRates Rates { get; init; }

    /// <summary>The length that gradients are cut to, in the L2 norm; 0 for no cut.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>Steps of the run, one stage after the other; each warms up and decays by itself.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>Significant bits that numbers keep when a version is saved; the run goes on from the saved
    /// ones.</summary>
    public required SavedBits SavedBits { get; init; }

    /// <summary>Steps made when the last stage is done.</summary>
    [JsonIgnore]
    public long Steps => Laid is [.., var (begun, last)] ? begun + last.Steps : 0;

    /// <summary>The stages in order, each with the steps made before it. After a revert a stage begins where the model
    /// was taken back to, so two can have the same steps: the later one counts.</summary>
    [JsonIgnore]
    internal IReadOnlyList<(long Begun, Stage Stage)> Laid
    {
        get
        {
            var (laid, end) = (new List<(long, Stage)>(), 0L);
            foreach (var stage in Stages)
            {
                var begun = stage.From ?? end;
                laid.Add((begun, stage));
                end = begun + stage.Steps;
            }
            return laid;
        }
    }

    /// <summary>The recipe that a design is raised by unless somebody knows better.</summary>
    /// <param name="design">What is raised.</param>
    /// <param name="seed">The run's seed.</param>
    public static Recipe For(Design design, ulong seed)
    {
        var rows = Math.Max(1, 2048 / design.Context);
        var narrow = Math.Sqrt(256.0 / design.Width);
        return new()
        {
            Source = "Jaram's defaults: Muon and AdamW as in karpathy/nanochat (2026), rates tuned on two cores",
            Seed = seed,
            Rows = rows,
            MicroRows = rows,
            Rates = new(Matrix: 0.04, Embedding: (design.TiedEmbeddings ? 0.003 : 0.1) * narrow, Head: 0.003 * narrow,
                Vector: 0.005, Decay: 0.1),
            ClipNorm = 1,
            Stages = [],
            SavedBits = new(Weights: 13, Memory: 8),
        };
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="RaisingException">The text is no recipe, or a value is out of its bounds.</exception>
    public static Recipe Read(ReadOnlySpan<byte> json, string file)
    {
        try
        {
            var recipe = JsonSerializer.Deserialize(json, RecipeJson.Default.Recipe)
                ?? throw new JsonException("the file holds null");
            recipe.Check(file);
            return recipe;
        }
        catch (JsonException wrong)
        {
            throw new RaisingException($"{file}: {wrong.Message.ReplaceLineEndings(" ")}; mend the file, or delete it "
                + "and make the model anew");
        }
    }

    /// <summary>The recipe as UTF-8 JSON; reading it gives an equal recipe.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, RecipeJson.Default.Recipe), (byte)'\n'];

    private void Check(string file)
    {
        Bound("rows", Rows, Rows >= 1, "at least 1");
        Bound("microRows", MicroRows, MicroRows >= 1 && Rows % MicroRows == 0, $"a divisor of rows ({Rows})");
        Bound("clipNorm", ClipNorm, ClipNorm >= 0 && double.IsFinite(ClipNorm), "0 or more");
        Bound("savedBits.weights", SavedBits.Weights, SavedBits.Weights is >= 2 and <= Rounding.All, "from 2 to 24");
        Bound("savedBits.memory", SavedBits.Memory, SavedBits.Memory is >= 2 and <= Rounding.All, "from 2 to 24");
        foreach (var (name, rate) in new[] { ("matrix", Rates.Matrix), ("embedding", Rates.Embedding),
            ("head", Rates.Head), ("vector", Rates.Vector), ("decay", Rates.Decay) })
            Bound($"rates.{name}", rate, rate is >= 0 and <= MostRate, $"from 0 to {MostRate}");
        foreach (var (i, stage) in Stages.Index())
        {
            if (stage is null) throw new JsonException($"stages[{i}] is null");
            Bound($"stages[{i}].steps", stage.Steps, stage.Steps is >= 1 and <= MostSteps, $"from 1 to {MostSteps}");
            Bound($"stages[{i}].decay", stage.Decay, stage.Decay is >= 0 and <= 1, "from 0 to 1");
            Bound($"stages[{i}].floor", stage.Floor, stage.Floor is >= 0 and <= 1, "from 0 to 1");
            Bound($"stages[{i}].warmUp", stage.WarmUp, stage.WarmUp >= 0, "0 or more");
            Bound($"stages[{i}].saveEvery", stage.SaveEvery, stage.SaveEvery >= 1, "at least 1");
            Bound($"stages[{i}].from", stage.From ?? 0, stage.From is null or (>= 0 and <= MostSteps),
                $"from 0 to {MostSteps}");
        }

        void Bound(string key, IFormattable value, bool holds, string bound)
        {
            if (!holds)
                throw new RaisingException(FormattableString.Invariant(
                    $"{file}: {key} must be {bound}, got {value}; correct it"));
        }
    }
}

/// <summary>One stretch of a run with its own warm-up and decay.</summary>
/// <param name="Steps">Steps of the stage.</param>
/// <param name="WarmUp">Steps until the rate is at its height.</param>
/// <param name="Decay">Share of the steps, the last ones, in which the rate falls to <paramref name="Floor"/>.</param>
/// <param name="Floor">Share of the rate that is left at the end.</param>
/// <param name="SaveEvery">Steps between two versions; the stage's end is one too.</param>
/// <param name="Because">Why so many steps: as asked, or from the minutes asked and the speed measured.</param>
public sealed record Stage(long Steps, int WarmUp, double Decay, double Floor, int SaveEvery, string Because)
{
    private const int Versions = 40, VersionsOfScore = 10;

    /// <summary>Steps made before it, where a revert took the model back; absent where it goes on from the stage
    /// before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? From { get; init; }

    /// <summary>A stage that falls to nothing over most of its steps (arXiv:2502.15938), in 40 versions or fewer.
    /// </summary>
    /// <param name="steps">At least 1.</param>
    /// <param name="because">Why so many.</param>
    /// <param name="least">The fewest steps between two versions; those of a whole stage at most.</param>
    public static Stage Of(long steps, string because, long least = 1) => new(steps,
        WarmUp: (int)Math.Min(100, steps * 0.05), Decay: 0.7, Floor: 0,
        SaveEvery: (int)Math.Clamp(Math.Max(Math.Min(steps / Versions, 1000), least), 1, Math.Min(steps, int.MaxValue)),
        because);

    /// <summary>Whether a version is made after so many of the stage's steps.</summary>
    internal bool Saves(long steps) => steps > 0 && (steps % SaveEvery == 0 || steps == Steps);

    /// <summary>Whether all held-out text is scored then: with every tenth version, and with the last.</summary>
    internal bool Scores(long steps) => steps > 0 && (steps % (SaveEvery * VersionsOfScore) == 0 || steps == Steps);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    WriteIndented = true, IndentSize = 2, NewLine = "\n")]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(TrainerState))]
internal sealed partial class RecipeJson : JsonSerializerContext;
