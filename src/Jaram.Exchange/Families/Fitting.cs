using System.Globalization;

namespace Jaram.Exchange.Families;

/// <summary>Collects what keeps a design out of a family.</summary>
/// <param name="family">The family's name.</param>
internal sealed class Fitting(string family)
{
    private readonly List<string> _misfits = [];

    /// <summary>Each a line: which key, what it is, what it must be, what to do.</summary>
    public IReadOnlyList<string> Misfits => [.. _misfits.Distinct()];

    /// <summary>A value that the family always has.</summary>
    /// <param name="key">As in design.json.</param>
    /// <param name="found">The design's.</param>
    /// <param name="needed">The family's.</param>
    public void Needs<T>(string key, T found, T needed) where T : notnull
    {
        if (!found.Equals(needed)) Add(key, Said(found), $"has {Said(needed)}", $"write {Said(needed)}");
    }

    /// <summary>A relation that the family always keeps.</summary>
    public void Needs(string key, object found, bool holds, string rule, string remedy)
    {
        if (!holds) Add(key, Said(found), rule, remedy);
    }

    private void Add(string key, string found, string rule, string remedy) =>
        _misfits.Add($"{key} is {found}: {family} {rule}; {remedy}");

    private static string Said(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum word => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
