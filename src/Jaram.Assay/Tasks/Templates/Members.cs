// Source: Python 3 reference, "Subscriptions" and "Slicings"; Jinja looks for a.b among items too.

namespace Jaram.Assay.Tasks.Templates;

/// <summary>Takes values apart.</summary>
internal static class Members
{
    /// <summary>The member of a name: a.b</summary>
    public static Value Member(Value of, string name) => of switch
    {
        Value.Named named => named.Find(name)
            ?? new Value.Missing($"the template speaks of .{name}, there are only {Names(named)}"),
        Value.Many when int.TryParse(name, out var index) => Item(of, new Value.Whole(index)),
        _ => new Value.Missing($"the template speaks of .{name} of {of.Spell()}, which has no such member"),
    };

    /// <summary>The item of an index or a name: a[b]. Indices below 0 count from the end.</summary>
    public static Value Item(Value of, Value index)
    {
        if (of is Value.Named named)
            return named.Find(index.Show())
                ?? new Value.Missing($"the template asks for [{index.Spell()}], there are only {Names(named)}");
        if (index.AsNumber() is not { } number)
            throw new EvaluationException($"the template asks for [{index.Spell()}] of a list; lists have numbers");
        var items = of.Each();
        var at = (long)number < 0 ? items.Count + (long)number : (long)number;
        return at >= 0 && at < items.Count
            ? items[(int)at]
            : new Value.Missing($"the template asks for item {number} of {items.Count}");
    }

    /// <summary>A stretch: a[from:to:step]</summary>
    public static Value Slice(Value of, Value? from, Value? to, Value? step)
    {
        var items = of.Each();
        var stride = Whole(step, 1);
        if (stride == 0) throw new EvaluationException("the template has a slice that steps by 0");
        var (low, high) = stride > 0 ? (0, items.Count) : (-1, items.Count - 1);
        var (at, end) = (Bound(from, stride > 0 ? low : high), Bound(to, stride > 0 ? high : low));
        var taken = new List<Value>();
        for (; stride > 0 ? at < end : at > end; at += stride) taken.Add(items[at]);
        return of is Value.Text
            ? new Value.Text(string.Concat(taken.Select(item => item.Show())))
            : new Value.Many(taken);

        int Bound(Value? given, int otherwise)
        {
            if (given is null or Value.Nothing) return otherwise;
            var number = Whole(given, 0);
            return Math.Clamp(number < 0 ? number + items.Count : number, low, high);
        }
    }

    private static int Whole(Value? value, int otherwise) => value is null or Value.Nothing ? otherwise
        : (int)Math.Clamp(value.AsNumber()
            ?? throw new EvaluationException($"the template slices at {value.Spell()}, which is no number"),
            int.MinValue / 2, int.MaxValue / 2);

    private static string Names(Value.Named named) => string.Join(", ", named.Members.Select(member => member.Key));
}
