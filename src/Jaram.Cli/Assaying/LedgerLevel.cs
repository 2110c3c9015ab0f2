using System.CommandLine;
using Jaram.Cli.Verifying;
using Jaram.Ledger.Verifying;

namespace Jaram.Cli.Assaying;

/// <summary>How far a candidate's own ledger proves where it comes from; beside what weights show.</summary>
/// <param name="Level">P0 where there is no ledger, or nobody says whose it must be.</param>
/// <param name="Says">The level in a sentence.</param>
internal sealed record LedgerLevel(ProofLevel Level, string Says)
{
    /// <summary>Verifies the ledger of a model raised here.</summary>
    public static LedgerLevel Of(Desk desk, string candidate, ParseResult given, TrustFlags trust)
    {
        if (Subjects.Raised(candidate) is not var (folder, _) || !Directory.Exists(folder.Ledger))
            return new(ProofLevel.P0, desk.Say("no ledger came along: what its makers say is all there is",
                "원장이 없어 만든 이의 말이 전부입니다"));
        try
        {
            var report = new Inspection(desk, folder).Make(trust.Of(given, desk, folder), replay: null,
                trust.Line(given, desk));
            return new(report.Level, report.ForMinister(
                desk.Tongue == Tongue.Korean ? ReportLanguage.Korean : ReportLanguage.English));
        }
        catch (MisuseException nobody)
        {
            return new(ProofLevel.P0, nobody.Message);
        }
    }
}
