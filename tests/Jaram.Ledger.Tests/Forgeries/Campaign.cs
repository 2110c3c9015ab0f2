namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>How many ledgers of each kind are tried: 20, or as many as JARAM_FORGERIES says.</summary>
internal static class Campaign
{
    public static ulong Each { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("JARAM_FORGERIES"), out var each) ? each : 20;
}
