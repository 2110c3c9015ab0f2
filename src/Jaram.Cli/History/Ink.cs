// Colours on the stream that results go to, where a person looks at it.
// Source: ECMA-48, section 8.3.117 (SGR).

namespace Jaram.Cli.History;

/// <summary>Paints text, or leaves it as it is.</summary>
internal readonly record struct Ink(bool IsOn)
{
    /// <summary>For results on a desk.</summary>
    public static Ink Of(Desk desk) => new(desk.Screen is { MayPaint: true, Columns: not null });

    /// <summary>What matters.</summary>
    public string Strong(string text) => Sgr("1", text);

    /// <summary>What may be passed over.</summary>
    public string Dim(string text) => Sgr("2", text);

    /// <summary>A name.</summary>
    public string Name(string text) => Sgr("33", text);

    /// <summary>What went well.</summary>
    public string Good(string text) => Sgr("32", text);

    /// <summary>What went wrong.</summary>
    public string Bad(string text) => Sgr("31", text);

    /// <summary>Dark or light text on a colour.</summary>
    public string On((byte Red, byte Green, byte Blue) ground, bool isDark, string text) => Sgr(FormattableString
        .Invariant($"48;2;{ground.Red};{ground.Green};{ground.Blue};38;5;{(isDark ? 231 : 16)}"), text);

    private string Sgr(string code, string text) => IsOn ? $"\e[{code}m{text}\e[0m" : text;
}
