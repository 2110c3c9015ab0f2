// The keys that a file of hardware or assumptions may have, and how each is checked. Both are flat lists of numbers
// with their sources, so one strict reader serves them.
// Source: ours.

using System.Globalization;
using System.Text.Json;

namespace Jaram.Architecture.Costing;

/// <summary>A number that a file may hold.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Above">It must exceed this, or equal it where that is 0 and <paramref name="MayBeZero"/>.</param>
/// <param name="Most">It must not exceed this.</param>
/// <param name="MayBeZero">Whether 0 means something.</param>
internal sealed record Quantity(string Name, string Unit, double Above, double Most, bool MayBeZero)
{
    /// <summary>A quantity above 0.</summary>
    public static Quantity Positive(string name, string unit, double most = double.MaxValue) =>
        new(name, unit, 0, most, MayBeZero: false);

    /// <summary>A quantity of 0 or more.</summary>
    public static Quantity Open(string name, string unit, double most = double.MaxValue) =>
        new(name, unit, 0, most, MayBeZero: true);

    /// <summary>The value, if it may be.</summary>
    /// <exception cref="CostingException">It may not.</exception>
    public double Check(double value, string place) =>
        double.IsFinite(value) && (value > Above || (MayBeZero && value == 0)) && value <= Most
            ? value
            : throw new CostingException(string.Create(CultureInfo.InvariantCulture,
                $"{place}: must be {(MayBeZero ? "0 or more" : "above 0")}{Bound}, got {value}; correct the value"));

    private string Bound => Most == double.MaxValue
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" and at most {Most}");

    /// <summary>Reads a file's object; comments are allowed, keys that stand twice are not.</summary>
    /// <exception cref="CostingException">It is none.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            var document = JsonDocument.Parse(json, new()
            {
                CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false, MaxDepth = 8,
            });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            var kind = Kind(document.RootElement);
            document.Dispose();
            throw new CostingException($"{file}: must be an object, is {kind}; write {{ }} around it");
        }
        catch (JsonException wrong)
        {
            throw new CostingException(
                $"{file}: line {wrong.LineNumber + 1}: not JSON, or a key stands twice; correct it");
        }
    }

    /// <summary>The quantity of a key.</summary>
    /// <exception cref="CostingException">There is no such key.</exception>
    public static Quantity Find(IReadOnlyList<Quantity> known, string name, string file) =>
        known.FirstOrDefault(quantity => quantity.Name == name)
            ?? throw new CostingException($"{file}: unknown key {Must.Quoted(name)}; "
                + $"use one of: {string.Join(", ", known.Select(quantity => quantity.Name))}");

    /// <summary>A number of the file.</summary>
    /// <exception cref="CostingException">It is something else.</exception>
    public static double Number(JsonElement value, string place) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : throw new CostingException($"{place}: must be a number, is {Kind(value)}; correct the value");

    /// <summary>A text of the file that says something.</summary>
    /// <exception cref="CostingException">It is missing, empty or something else.</exception>
    public static string Text(JsonElement holder, string key, string place) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(key, out var text)
            && text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString())
            ? text.GetString()!
            : throw new CostingException($"{place}: missing {key}, or it says nothing; write one line");

    /// <summary>Refuses keys that nobody reads.</summary>
    /// <exception cref="CostingException">There is one.</exception>
    public static void CheckKeys(JsonElement holder, string place, params ReadOnlySpan<string> keys)
    {
        foreach (var property in holder.EnumerateObject())
            if (!keys.Contains(property.Name))
                throw new CostingException($"{place}: unknown key {Must.Quoted(property.Name)}; "
                    + $"use one of: {string.Join(", ", keys!)}");
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Must.Quoted(value.GetString()!),
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
