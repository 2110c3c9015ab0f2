using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Jaram.Cli.Speaking;

/// <summary>Options that take a number; 5e6 is one, 0,5 is none.</summary>
internal static class NumberOption
{
    /// <summary>An option with a value of its own as long as none is given.</summary>
    public static Option<T> Make<T>(Desk desk, string name, string does, T normally, T? least = null, T? most = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name)
        {
            Description = does, HelpName = "N", DefaultValueFactory = _ => normally,
            CustomParser = given => Read(desk, name, given, least, most),
        };

    /// <summary>An option that is null as long as none is given.</summary>
    public static Option<T?> MakeOpen<T>(Desk desk, string name, string does, T? least = null, T? most = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = does, HelpName = "N", CustomParser = given => Read(desk, name, given, least, most) };

    private static T Read<T>(Desk desk, string name, ArgumentResult given, T? least, T? most)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var word = given.Tokens[0].Value;
        var (from, to) = (least ?? T.MinValue, most ?? T.MaxValue);
        if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= from && value <= to) return value;
        var isWhole = T.One / (T.One + T.One) == T.Zero;
        var isBounded = isWhole || least is not null;       // the largest double says nothing to anybody
        var bounds = isBounded ? desk.Say($" from {from} to {to}", $"{from}부터 {to}까지의 ") : "";
        given.AddError(desk.Say(
            $"{name} must be a {(isWhole ? "whole " : "")}number{bounds}, got '{word}'.",
            $"{name}: {bounds}{(isWhole ? "정수" : "수")}여야 하는데 '{word}'입니다."));
        return T.Zero;
    }
}
