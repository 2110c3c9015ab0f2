// What decides the weights must be what was committed: files, recipe, rates, order of the text.
// Source: gates G0 and G2 of a proof of training (ours).

using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>Design, recipe and text against the commitment.</summary>
internal static class RecipeChecks
{
    /// <summary>The one part of a recipe that grows while a model is raised.</summary>
    private const string Stages = "stages";

    /// <summary>The shares are computed twice by the same formula: so far may they differ.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Makes the checks.</summary>
    public static void Make(Examination look)
    {
        look.Make(CheckKind.Files, FlawKind.ChangedRecipe, () => Files(look));
        if (look.Evidence.Recipe is not { } reading)
        {
            look.Skip(CheckKind.Rates, "nobody said how the training program reads a recipe");
            look.Skip(CheckKind.Documents, "nobody said how the training program reads a recipe");
            return;
        }
        look.Make(CheckKind.Rates, FlawKind.ChangedRecipe, () => Rates(look, reading));
        if (reading.Documents is { } documents)
            look.Make(CheckKind.Documents, FlawKind.ReorderedData, () => Documents(look, documents));
        else look.Skip(CheckKind.Documents, "the text is not here");
    }

    private static string Files(Examination look)
    {
        var (history, commitment) = (look.History, look.History.Commitment);
        var recipe = Parse(history.Blob(commitment.Recipe), commitment.Recipe);
        foreach (var planned in history.Plans)
        {
            var next = Parse(history.Blob(planned.Plan.Recipe), planned.Plan.Recipe);
            foreach (var key in Changed(recipe, next))
                look.Object(FlawKind.ChangedRecipe, $"{Examination.Place(planned)}, {key}",
                    $"the recipe's {key} is {Text(next[key])}, before it was {Text(recipe[key])}: only stages may "
                    + $"be added; ask its makers");
            recipe = next;
        }
        if (look.Evidence.Files is not { } files)
            return Examination.Say($"{history.Plans.Count} recipes; the model's folder was not looked at");
        Same(look, FlawKind.ChangedFile, "design.json", files.Design, commitment.Design);
        Same(look, FlawKind.ChangedFile, "tokenizer.json", files.Tokenizer, commitment.Tokenizer);
        var planned0 = history.Plans is [.., var last] ? last.Plan.Recipe : commitment.Recipe;
        Same(look, FlawKind.ChangedRecipe, "recipe.json", files.Recipe, planned0);
        return Examination.Say($"{history.Plans.Count} recipes, 3 files");
    }

    private static void Same(Examination look, FlawKind kind, string file, Digest found, Digest committed)
    {
        if (found != committed)
            look.Object(kind, file, $"{file} is {found}, the ledger has {committed}: put the committed file back");
    }

    private static JsonObject Parse(byte[] json, Digest name)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (JsonException wrong)
        {
            throw new LedgerException($"ledger blob {name} (recipe): {wrong.Message.ReplaceLineEndings(" ")}; it was "
                + "written by another jaram: use that one");
        }
    }

    /// <summary>The keys that may not differ, and do; stages may only be added at the end.</summary>
    private static IEnumerable<string> Changed(JsonObject before, JsonObject after)
    {
        foreach (var key in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Where(key => key != Stages))
            if (!JsonNode.DeepEquals(before[key], after[key])) yield return key;
        var (old, now) = (before[Stages] as JsonArray ?? [], after[Stages] as JsonArray ?? []);
        if (old.Count > now.Count || old.Zip(now).Any(pair => !JsonNode.DeepEquals(pair.First, pair.Second)))
            yield return Stages;
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "not there";

    private static string Rates(Examination look, RecipeReading reading)
    {
        var count = 0;
        foreach (var made in look.History.Versions)
        {
            var recipe = Recipe(look, made);
            foreach (var step in look.History.StepsOf(made.Version))
            {
                var due = reading.Rate(recipe, step.Step);
                if (!(Math.Abs(step.Rate - due) <= Rounding))
                {
                    look.Object(FlawKind.ChangedRecipe, $"{Examination.Place(made)}, step {step.Step}",
                        $"step {step.Step} was made at {step.Rate} of the rates, the committed recipe gives {due}: "
                        + $"another schedule was used; ask its makers");
                    break;
                }
                count++;
            }
        }
        return Examination.Say($"{count} steps");
    }

    private static string Documents(Examination look,
        Func<ReadOnlyMemory<byte>, IReadOnlyList<StepRecord>, Digest> documents)
    {
        foreach (var made in look.History.Versions)
        {
            var due = documents(Recipe(look, made), look.History.StepsOf(made.Version));
            if (due != made.Version.Documents)
                look.Object(FlawKind.ReorderedData, Examination.Place(made),
                    $"the documents it read hash to {made.Version.Documents}, recipe and text give {due}: other "
                    + $"documents, or another order; ask its makers");
        }
        return Examination.Say($"{look.History.Versions.Count} versions");
    }

    /// <summary>The recipe that a version was made by.</summary>
    private static byte[] Recipe(Examination look, GrowthEntry.Made made) =>
        look.History.Blob(look.History.PlanOf(made)?.Plan.Recipe ?? look.History.Commitment.Recipe);
}
