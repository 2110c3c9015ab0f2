using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Cli.Recording;

/// <summary>The keys of whoever sits here, in JARAM_HOME, or .jaram in the home folder: two that sign every ledger that
/// is written here, and one to cosign the ledgers of others. They are no part of a model's folder, as that
/// travels.</summary>
internal static class Keyring
{
    private const string Owner = "maker", WitnessFile = "witness.key";

    private static readonly (string Name, KeyKind Kind)[] _makers =
        [("ed25519.key", KeyKind.Ed25519), ("ml-dsa-44.key", KeyKind.MlDsa44)];

    /// <summary>Where they lie.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("JARAM_HOME") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".jaram");

    /// <summary>Both keys of a maker; made when they are first needed.</summary>
    /// <exception cref="LedgerException">A key is damaged, or others may read it.</exception>
    public static IReadOnlyList<SigningKey> Open(Desk desk) =>
        [.. _makers.Select(key => Key(desk, key.Name, key.Kind, Owner).Key)];

    /// <summary>Both keys of a maker; none if this one has never made anything.</summary>
    /// <exception cref="LedgerException">A key is damaged, or others may read it.</exception>
    public static IReadOnlyList<SigningKey> Find()
    {
        var paths = _makers.Select(key => Path.Combine(Folder, key.Name)).ToList();
        return paths.TrueForAll(File.Exists) ? [.. paths.Select(path => KeyFile.Load(path, new Disk()).Key)] : [];
    }

    /// <summary>The key of a witness; made under a name when it is first needed.</summary>
    /// <param name="desk">Where the user sits.</param>
    /// <param name="name">Its name, as others will know it; null for the one it has.</param>
    /// <exception cref="MisuseException">It has no name yet, or another one.</exception>
    /// <exception cref="LedgerException">The key is damaged, or others may read it.</exception>
    public static Signer OpenWitness(Desk desk, string? name)
    {
        var isThere = File.Exists(Path.Combine(Folder, WitnessFile));
        if (!isThere && name is null)
            throw new MisuseException(desk.Say("this witness has no name yet; give it one that others will know it by: "
                + "--name ministry.example", "이 증인은 아직 이름이 없습니다. 남들이 알아볼 이름을 주세요: --name ministry.example"));
        var file = Key(desk, WitnessFile, KeyKind.Ed25519, name ?? "");
        if (name is not null && file.Name != name)
            throw new MisuseException(desk.Say($"this witness is {file.Name}, not {name}: one key, one name",
                $"이 증인의 이름은 {name}이(가) 아니라 {file.Name}입니다. 열쇠 하나에 이름 하나입니다"));
        return file.Key.ForWitness(file.Name);
    }

    private static KeyFile Key(Desk desk, string name, KeyKind kind, string owner)
    {
        var (path, disk) = (Path.Combine(Folder, name), new Disk());
        if (File.Exists(path)) return KeyFile.Load(path, disk);
        Directory.CreateDirectory(Folder);
        var file = new KeyFile(owner, SigningKey.Generate(kind));
        file.Save(path, disk);
        desk.Note($"made a key to sign ledgers with: {path}; keep a copy, and show it to nobody",
            $"원장에 서명할 열쇠를 만들었습니다: {path}. 사본을 두고, 아무에게도 보이지 마세요");
        return file;
    }
}
