using System.Globalization;

namespace Jaram.Cli.History;

/// <summary>Quantities as pages show them: three digits that count, and a unit.</summary>
internal static class Units
{
    private static readonly string[] _thousands = ["", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] _counted = ["", "k", "M", "B", "T", "P", "E"];

    /// <summary>A count of parameters or tokens, as in 1.23M or, as the field says it, 671B.</summary>
    public static string Count(double count) => Scaled(count, "", _counted);

    /// <summary>An amount whose unit stands elsewhere, as in 1.23G.</summary>
    public static string Amount(double amount) => Scaled(amount, "", _thousands);

    /// <summary>Energy, as in 12.3 kJ.</summary>
    public static string Joules(double joules) => Scaled(joules, " J", _thousands);

    /// <summary>Room on a disk, as in 1.23 MB.</summary>
    public static string Bytes(double bytes) => Scaled(bytes, " B", _thousands);

    /// <summary>Operations, as in 1.23 TFLOP.</summary>
    public static string Flops(double flops) => Scaled(flops, " FLOP", _thousands);

    /// <summary>A loss or a norm with three places; a dash for what is no number.</summary>
    public static string Loss(double value) => double.IsFinite(value) ? Text(value, "F3") : "–";

    /// <summary>A share of a length in percent, in four columns at most.</summary>
    public static string Percent(double share) => (share * 100) switch
    {
        double.NaN => "–",
        0 => "0",
        < 0.01 => "<.01",
        < 1 => Text(share * 100, ".00"),
        < 10 => Text(share * 100, "0.0"),
        < 9999.5 and var whole => Text(whole, "F0"),
        _ => ">9k",
    };

    /// <summary>A moment in UTC.</summary>
    public static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC, for programs (RFC 3339).</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>How long something took, or has been.</summary>
    public static string Span(Desk desk, TimeSpan span) => span switch
    {
        { TotalSeconds: < 9.95 and > 0 and var s } => desk.Say($"{Text(s, "0.0")} s", $"{Text(s, "0.0")}초"),
        { TotalSeconds: < 90 } => desk.Say($"{Whole(span.TotalSeconds)} s", $"{Whole(span.TotalSeconds)}초"),
        { TotalMinutes: < 90 } => desk.Say($"{Whole(span.TotalMinutes)} min", $"{Whole(span.TotalMinutes)}분"),
        { TotalHours: < 36 } => desk.Say($"{Whole(span.TotalHours)} h", $"{Whole(span.TotalHours)}시간"),
        _ => desk.Say($"{Whole(span.TotalDays)} days", $"{Whole(span.TotalDays)}일"),
    };

    /// <summary>A number, whatever the machine's country.</summary>
    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Whole(double value) => Text(Math.Round(value), "F0");

    private static string Scaled(double value, string unit, string[] words)
    {
        if (!double.IsFinite(value)) return "–";
        var power = 0;
        while (Math.Abs(value) >= 999.5 && power < words.Length - 1) (value, power) = (value / 1000, power + 1);
        var format = power == 0 && value == Math.Floor(value) ? "0" : Math.Abs(value) switch
        {
            < 9.995 => "0.00", < 99.95 => "0.0", _ => "0",
        };
        return Text(value, format) + (unit == "" ? words[power] : $" {words[power]}{unit.Trim()}");
    }
}
