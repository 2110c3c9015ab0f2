using Jaram.Ledger.Growth;

namespace Jaram.Cli.History;

/// <summary>A model's history, to be shown.</summary>
internal static class Life
{
    /// <summary>Reads the ledger.</summary>
    /// <exception cref="MisuseException">There is none yet.</exception>
    public static GrowthHistory Read(Desk desk, ModelFolder folder) => folder.FindHistory()
        ?? throw new MisuseException(desk.Say(
            $"{folder.Path}: has no ledger yet, as nothing was raised; run: jaram raise {folder.Path} --minutes 10",
            $"{folder.Path}: 아직 키운 적이 없어 원장이 없습니다. 먼저: jaram raise {folder.Path} --minutes 10"));
}
