using System.Globalization;

namespace Jaram.Cli.Raising;

/// <summary>For files and pipes: a line every few seconds.</summary>
internal sealed class PlainDisplay(Desk desk, Pace pace) : IRaisingDisplay
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);
    private long _shown;

    public void Follow(Action<Action<RaisingEvent, string>> run) => run((happened, _) => Show(happened));

    public void Note(string line) => desk.Error.WriteLine(line);

    private void Show(RaisingEvent happened)
    {
        if (happened is RaisingEvent.Stepped { Step: > 1 } && desk.Time.GetElapsedTime(_shown) < _interval) return;
        if (Wording.Of(happened, pace, desk) is not { } line) return;
        desk.Error.WriteLine(line);
        _shown = desk.Time.GetTimestamp();
    }
}

/// <summary>Events in a line each.</summary>
internal static class Wording
{
    /// <summary>What a person should read of an event; null for what nobody needs to read.</summary>
    public static string? Of(RaisingEvent happened, Pace pace, Desk desk) => happened switch
    {
        RaisingEvent.Began b => desk.Say(
            F($"step {b.Step} of {b.Steps}, {b.Parameters:N0} parameters, {b.TokensPerStep:N0} tokens a step, ")
                + $"{b.Precision}, {b.Operators} operators",
            F($"{b.Steps} 중 {b.Step} 스텝, 파라미터 {b.Parameters:N0}개, 스텝당 토큰 {b.TokensPerStep:N0}개, ")
                + $"{b.Precision}, 연산 {b.Operators}"),
        RaisingEvent.Stepped s => F(
            $"step {s.Step}/{pace.Began?.Steps}  loss {pace.Loss:F3}  {pace.BitsPerByte:F3} bits/byte  ")
            + $"{Number(pace.TokensPerSecond, "N0")} tokens/s  MFU {Number(pace.Utilisation, "P0")}  "
            + Left(pace, desk),
        RaisingEvent.Scored s => desk.Say(
            F($"step {s.Step}: held-out text {s.BitsPerByte:F3} bits/byte, loss {s.Loss:F3}"),
            F($"{s.Step} 스텝: 남겨 둔 글 {s.BitsPerByte:F3} 비트/바이트, 손실 {s.Loss:F3}")),
        RaisingEvent.Skipped s => desk.Say(F($"step {s.Step} skipped: {s.Why}"), F($"{s.Step} 스텝 건너뜀: {s.Why}")),
        RaisingEvent.Rewound r => desk.Say(
            F($"went back from step {r.From} to {r.To}, leaving out {r.Batches} batches"),
            F($"{r.From} 스텝에서 {r.To} 스텝으로 돌아감, 배치 {r.Batches}개 제외")),
        RaisingEvent.PassedOver p => p.Why,
        _ => null,
    };

    /// <summary>How long it will take, "2:05 left"; empty as long as nobody knows.</summary>
    public static string Left(Pace pace, Desk desk) => pace.Left is { } left
        ? desk.Say($"{Clock(left)} left", $"{Clock(left)} 남음")
        : "";

    /// <summary>A number, or a dash where there is none yet.</summary>
    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    private static string Clock(TimeSpan time) => F($"{(long)time.TotalMinutes}:{time.Seconds:D2}");

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
