using System.Text;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compiles the numbers of a branch.</summary>
internal static class NumberCompiler
{
    /// <summary>Automata that together take every number the branch leaves.</summary>
    public static IEnumerable<Dfa> Of(Branch branch, Work work)
    {
        if (!branch.Kinds.HasFlag(Kinds.Whole))
            throw new SchemaException(branch.Pointer, "numbers that are not integers cannot be asked for; use number");
        var range = branch.Numbers with { IsWhole = !branch.Kinds.HasFlag(Kinds.Broken) };
        var excluded = branch.Excluded.Where(e => e.ValueKind == JsonValueKind.Number).ToList();
        if (excluded.Count == 0) return NumberAutomata.Of(range, work, branch.Pointer);
        if (!range.IsWhole)
            throw new SchemaException(branch.Pointer, "a number cannot be excluded from number, only from integer");
        var texts = new List<byte[]>();
        foreach (var value in excluded)
            if (ExactNumber.TryRead(value, out var n) && n.IsInteger) texts.Add(Encoding.ASCII.GetBytes($"{n}"));
        var without = StringAutomata.OfTexts(texts, work, branch.Pointer);
        return NumberAutomata.Of(range, work, branch.Pointer).Select(numbers => DfaProduct.Of([numbers, without], 1,
            labels => labels.Span[0] >= 0 && labels.Span[1] < 0 ? 0 : -1, work, branch.Pointer));
    }
}
