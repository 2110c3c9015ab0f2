using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Cli.Recording;

/// <summary>The maker's keys, which sign every ledger that is written here: in JARAM_HOME, or .jaram in the home
/// folder. They are no part of a model's folder, as that travels.</summary>
internal static class Keyring
{
    private const string Owner = "maker";

    /// <summary>Both keys; made when they are first needed.</summary>
    /// <exception cref="LedgerException">A key is damaged, or others may read it.</exception>
    public static IReadOnlyList<SigningKey> Open(Desk desk)
    {
        var folder = Environment.GetEnvironmentVariable("JARAM_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".jaram");
        var disk = new Disk();
        return [Key("ed25519.key", KeyKind.Ed25519), Key("ml-dsa-44.key", KeyKind.MlDsa44)];

        SigningKey Key(string name, KeyKind kind)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) return KeyFile.Load(path, disk).Key;
            Directory.CreateDirectory(folder);
            var key = SigningKey.Generate(kind);
            new KeyFile(Owner, key).Save(path, disk);
            desk.Note($"made a key to sign ledgers with: {path}; keep a copy, and show it to nobody",
                $"원장에 서명할 열쇠를 만들었습니다: {path}. 사본을 두고, 아무에게도 보이지 마세요");
            return key;
        }
    }
}
