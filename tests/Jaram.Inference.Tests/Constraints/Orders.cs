using System.Text;
using System.Text.Json;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>The order of properties is the schema's, which a document does not know.</summary>
internal static class Orders
{
    /// <summary>A document with the properties of its objects in every order.</summary>
    public static IEnumerable<string> Of(string document)
    {
        using var json = JsonDocument.Parse(document);
        return [.. Of(json.RootElement)];
    }

    /// <inheritdoc cref="Of(string)"/>
    public static IEnumerable<string> Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => Product([.. element.EnumerateArray().Select(Of)]).Select(i => $"[{string.Join(',', i)}]"),
        JsonValueKind.Object => Permutations([.. element.EnumerateObject()]).SelectMany(order =>
            Product([.. order.Select(p => Of(p.Value).Select(v => $"{Name(p.Name)}:{v}"))])
                .Select(p => $"{{{string.Join(',', p)}}}")),
        JsonValueKind.String => [Name(element.GetString()!)],
        _ => [element.GetRawText()],
    };

    private static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany((item, i) =>
            Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[item, .. rest]));

    private static IEnumerable<string[]> Product(IEnumerable<string>[] parts) => parts.Length == 0
        ? [[]]
        : parts[0].SelectMany(first => Product(parts[1..]).Select(rest => (string[])[first, .. rest]));

    private static string Name(string name) => Encoding.UTF8.GetString(StringAutomata.Spell(name));
}
