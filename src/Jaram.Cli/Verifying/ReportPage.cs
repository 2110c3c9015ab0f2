using System.Text.Json.Nodes;
using Jaram.Cli.History;
using Jaram.Ledger.Verifying;
using Spectre.Console;

namespace Jaram.Cli.Verifying;

/// <summary>A verdict, to be read.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="report">The verdict.</param>
/// <param name="model">What the user called the model.</param>
/// <param name="again">The command that makes it again.</param>
internal sealed class ReportPage(Desk desk, VerificationReport report, string model, string again)
{
    private const int Widest = 46;
    private readonly Ink _ink = Ink.Of(desk);

    /// <summary>Writes it, as people or programs read it.</summary>
    /// <returns>Whether the history can be believed: one of <see cref="ExitCode"/>.</returns>
    public int Write(bool isJson)
    {
        if (isJson) desk.Out.WriteLine(Json().ToJsonString(JsonText.Readable));
        else WriteText();
        return report.Flaws.Count == 0 ? ExitCode.Done : ExitCode.No;
    }

    private void WriteText()
    {
        foreach (var check in report.Checks)
        {
            var words = CheckWords.Of(desk, check.Kind);
            var gap = new string(' ', Math.Max(1, Widest - words.GetCellWidth()));
            desk.Out.WriteLine($"{Mark(check.Outcome)} {words}{gap}{_ink.Dim(Tame.Line(check.Numbers))}");
        }
        foreach (var flaw in report.Flaws)
        {
            desk.Out.WriteLine();
            desk.Out.WriteLine($"{_ink.Bad(flaw.Kind.ToString())}  {Tame.Line(flaw.Where)}");
            desk.Out.WriteLine($"  {Tame.Line(flaw.Text)}");
        }
        desk.Out.WriteLine();
        desk.Out.WriteLine($"{_ink.Strong(report.Level.ToString())}  {Tame.Line(report.ForMinister(Language))}");
        desk.Out.WriteLine(_ink.Dim($"    {Tame.Line(report.ForAuditor(Language))}"));
        if (report.Risks.Count == 0 || report.Flaws.Count > 0) return;
        desk.Out.WriteLine();
        desk.Out.WriteLine(desk.Say("What could still be false:", "아직 거짓일 수 있는 것:"));
        foreach (var risk in report.Risks) desk.Out.WriteLine($"  · {CheckWords.Of(desk, risk)}");
    }

    private ReportLanguage Language => desk.Tongue == Tongue.Korean ? ReportLanguage.Korean : ReportLanguage.English;

    private string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Held => _ink.Good("✓"),
        CheckOutcome.Failed => _ink.Bad("✗"),
        _ => _ink.Dim("–"),
    };

    /// <summary>For programs.</summary>
    public JsonObject Json() => new()
    {
        ["event"] = "verify", ["model"] = model, ["again"] = again,
        ["level"] = report.Level.ToString(), ["minister"] = report.ForMinister(Language),
        ["auditor"] = report.ForAuditor(Language),
        ["segments"] = report.Segments, ["reproduced"] = report.Reproduced, ["drawn"] = report.Drawn,
        ["detectableShare"] = report.DetectableShare,
        ["flaws"] = new JsonArray([.. report.Flaws.Select(flaw => new JsonObject
        {
            ["kind"] = flaw.Kind.ToString(), ["where"] = flaw.Where, ["text"] = flaw.Text,
        })]),
        ["checks"] = new JsonArray([.. report.Checks.Select(check => new JsonObject
        {
            ["kind"] = check.Kind.ToString(), ["outcome"] = check.Outcome.ToString(), ["numbers"] = check.Numbers,
        })]),
        ["versions"] = new JsonArray([.. report.Measures.Select(m => new JsonObject
        {
            ["version"] = m.Made.Version.Version.ToString(), ["step"] = m.Made.Version.Step, ["birthmark"] = m.Z,
            ["birthmarkUndecayed"] = m.UndecayedZ, ["link"] = m.Link, ["change"] = m.Change, ["pace"] = m.Pace,
        })]),
        ["risks"] = new JsonArray([.. report.Risks.Select(risk => JsonValue.Create(risk.ToString()))]),
    };
}
