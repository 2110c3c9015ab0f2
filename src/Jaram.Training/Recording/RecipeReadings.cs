// What a recipe means, for whoever checks a ledger against it: the rate of each step, the documents that each step
// reads, and the rule that moves each weight.
// Source: ours; the rules are those of Optimizer, Schedule and Batches themselves, so they cannot part from them.

using System.Globalization;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Data;
using Jaram.Training.Optimizers;
using Jaram.Training.Raising;

namespace Jaram.Training.Recording;

/// <summary>Reads recipes for a verifier. Not thread-safe.</summary>
/// <param name="design">The model's.</param>
/// <param name="shards">Its text; null where it is not at hand, and then no order can be checked.</param>
public sealed class RecipeReadings(Design design, ShardFolder? shards)
{
    private readonly Dictionary<Digest, Recipe> _recipes = [];
    private readonly Dictionary<(int Rows, ulong Seed), Batches> _batches = [];

    /// <summary>The readings, as a verifier asks for them.</summary>
    public RecipeReading Reading => new(
        (recipe, step) => Schedule.Find(Parsed(recipe), step - 1)?.Rate ?? double.NaN,
        shards is null ? null : (recipe, steps) =>
            BatchesOf(Parsed(recipe)).DigestOfDocuments(steps.Select(step => step.Batch)),
        (recipe, tensor) => RuleOf(Parsed(recipe), tensor));

    private Batches BatchesOf(Recipe recipe)
    {
        var key = (recipe.Rows, recipe.Seed);
        if (!_batches.TryGetValue(key, out var batches))
            _batches[key] = batches = new(shards!, recipe.Rows, design.Context, recipe.Seed);
        return batches;
    }

    private Recipe Parsed(ReadOnlyMemory<byte> json)
    {
        var digest = Digest.Of(json.Span);
        if (!_recipes.TryGetValue(digest, out var recipe))
            _recipes[digest] = recipe = Recipe.Read(json.Span, $"ledger blob {digest}");
        return recipe;
    }

    private StepRule RuleOf(Recipe recipe, FirstTensor tensor) => Mixture(tensor.Name) switch
    {
        ({ } mixture, "bias") => new StepRule.Nudged(mixture.BalanceRate),
        ({ }, "load") => new StepRule.Free(),
        _ => Optimizer.RuleOf(tensor.Name, tensor.Shape.Count, recipe.Rates, recipe.SavedBits.Memory),
    };

    /// <summary>The mixture that a buffer belongs to, and the buffer's own name; none for weights, which lie
    /// deeper.</summary>
    private (MixtureDesign? Mixture, string Own) Mixture(string name) => name.Split('.') switch
    {
        ["layers", var layer, "channel", "inner", var own]
            when int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < design.Stack.Length => (design.Stack[at].Channel as MixtureDesign, own),
        ["ahead", _, .. _, "channel", "inner", var own] when design.Ahead is { } ahead =>
            (design.Layers[ahead.Layer].Channel as MixtureDesign, own),
        _ => (null, ""),
    };
}
