// Whom a check believes: a policy file, or else the keys of whoever sits here. Never what the model's folder says of
// itself.
// Source: C2SP tlog-policy.

using System.CommandLine;
using Jaram.Checkpoints;
using Jaram.Cli.Recording;
using Jaram.Ledger;
using Jaram.Ledger.Verifying;

namespace Jaram.Cli.Verifying;

/// <summary>The options of every verb that checks a ledger.</summary>
internal sealed class TrustFlags
{
    private readonly Option<string?> _policy;
    private readonly Option<string[]> _kept, _parents;

    public TrustFlags(Desk desk, Command verb)
    {
        verb.Options.Add(_policy = new("--policy")
        {
            Description = desk.Say("Whose ledger it must be, and which witnesses must have seen it: a file of "
                + "tlog-policy; left out, your own keys count", "누구의 원장이어야 하고 어느 증인이 보았어야 하는지 적은 tlog-policy 파일. "
                + "없으면 이 자리의 열쇠를 믿습니다"),
            HelpName = desk.Say("FILE", "파일"),
        });
        verb.Options.Add(_kept = new("--kept")
        {
            Description = desk.Say("An older checkpoint that was kept elsewhere: the ledger must contain it",
                "다른 곳에 남겨 둔 예전 체크포인트. 원장이 이를 담고 있어야 합니다"),
            HelpName = desk.Say("FILE", "파일"),
            DefaultValueFactory = _ => [],
        });
        verb.Options.Add(_parents = new("--parent")
        {
            Description = desk.Say(
                "Folder of the model that this one was grown from, then of that one's parent, and so on",
                "이 모델이 자라난 부모의 폴더. 부모에게도 부모가 있으면 이어서 적습니다"),
            HelpName = desk.Say("FOLDER…", "폴더…"), AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        });
    }

    /// <summary>The models that it was grown from. Of a parent the same policy counts, or one's own keys; and it must
    /// contain the head that its child's ledger names.</summary>
    public Ancestry Line(ParseResult given, Desk desk) => new(
        [.. given.GetValue(_parents)!.Select(path => new ModelFolder(path))], (parent, head) => Of(given, desk, parent)
            with { Kept = [new("the head that its child names", head)] });

    /// <summary>Whom to believe.</summary>
    /// <exception cref="MisuseException">Nobody says whose ledger it should be.</exception>
    /// <exception cref="LedgerException">The policy is none, or a key cannot be read.</exception>
    public Trust Of(ParseResult given, Desk desk, ModelFolder folder)
    {
        KeptCheckpoint[] kept =
            [.. given.GetValue(_kept)!.Select(file => new KeptCheckpoint(file, File.ReadAllBytes(file)))];
        if (given.GetValue(_policy) is not { } path) return Own(desk, folder) with { Kept = kept };
        var policy = Policy.Parse(File.ReadAllBytes(path), path);
        return new() { Keys = policy.Logs, Policy = policy, Kept = kept };
    }

    /// <summary>What was given, as it stands in a command; "" for nothing.</summary>
    public string Words(ParseResult given) => string.Concat((string[])
    [
        .. given.GetValue(_policy) is { } policy ? [$" --policy {policy}"] : Array.Empty<string>(),
        .. given.GetValue(_kept)!.Select(file => $" --kept {file}"),
        .. given.GetValue(_parents)!.Select(folder => $" --parent {folder}"),
    ]);

    /// <summary>To believe whoever sits here.</summary>
    /// <exception cref="MisuseException">The ledger is somebody else's.</exception>
    public static Trust Own(Desk desk, ModelFolder folder) => new() { Keys = OwnKeys(desk, folder) };

    /// <summary>Whose signature counts under a name that is no ledger's: the policy's keys, or one's own.</summary>
    /// <exception cref="MisuseException">Nobody says whose it should be.</exception>
    /// <exception cref="LedgerException">The policy is none, or a key cannot be read.</exception>
    public IReadOnlyList<VerifierKey> Keys(ParseResult given, Desk desk, string name)
    {
        VerifierKey[] keys = given.GetValue(_policy) is { } path
            ? [.. Policy.Parse(File.ReadAllBytes(path), path).Logs.Where(key => key.Name == name)]
            : [.. Keyring.Find().Select(key => key.ForLog(name).Verifier)];
        return keys.Length > 0 ? keys : throw new MisuseException(desk.Say(
            $"nobody says whose signature counts; write the line \"log {name}+…\" that its maker was shown and "
                + "\"quorum none\" into a file, and give that with --policy FILE",
            $"누구의 서명이어야 하는지 알 수 없습니다. 만든 이에게 표시된 \"log {name}+…\" 줄과 \"quorum none\"을 파일에 적어 "
                + "--policy 파일로 주세요"));
    }

    /// <summary>The keys of this keyring, if they signed the ledger's checkpoint.</summary>
    private static VerifierKey[] OwnKeys(Desk desk, ModelFolder folder)
    {
        var (origin, signatures) = Head(folder);
        VerifierKey[] own = [.. Keyring.Find().Select(key => key.ForLog(origin).Verifier)];
        if (own.Length > 0 && own.All(key => signatures is null || signatures.Contains(key.Label))) return own;
        throw new MisuseException(desk.Say(
            $"{folder.Path}: nobody says whose ledger this must be, and your own keys did not sign it; give the "
            + "makers' keys with --policy FILE; they print them with: jaram log MODEL --keys",
            $"{folder.Path}: 누구의 원장이어야 하는지 알 수 없고, 이 자리의 열쇠로 서명된 것도 아닙니다. 만든 이의 열쇠를 --policy 파일로 "
            + "주세요. 만든 이는 jaram log MODEL --keys로 출력합니다"));
    }

    /// <summary>The ledger's name, and who signed its checkpoint; null where that cannot be read: the check says what
    /// is wrong with it.</summary>
    private static (string Origin, HashSet<string>? Signatures) Head(ModelFolder folder)
    {
        try
        {
            var log = TileLog.Open(folder.Ledger, new Disk(), []);
            return (log.Origin,
                [.. log.Note.Signatures.Select(s => FormattableString.Invariant($"{s.Name}+{s.KeyId:x8}"))]);
        }
        catch (LedgerException)
        {
            return (folder.Origin, null);
        }
    }
}
