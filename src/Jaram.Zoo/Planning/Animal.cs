using System.Text.Json.Serialization;

namespace Jaram.Zoo.Planning;

/// <summary>One model of a zoo.</summary>
/// <param name="Name">What its folder is called.</param>
/// <param name="Kind">What it stands for in tables, as in <c>fine-tuned</c>.</param>
/// <param name="Making">How it came to be.</param>
public sealed record Animal(string Name, string Kind, Making Making)
{
    /// <summary>Those that it is held against: its makers, unless something else is told.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Against { get; init; } = Making.From;

    /// <summary>Whether it was raised from drawn weights of its own on text that nobody wrote for it.</summary>
    [JsonIgnore]
    public bool IsRoot => Making is Making.Raised;
}
