// Whom to trust: logs, witnesses, and how many of these must have seen a checkpoint.
// Source: C2SP tlog-policy.

using System.Collections.Immutable;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A policy file, read.</summary>
public sealed class Policy
{
    /// <summary>Bytes, and logs, witnesses or groups, that are read at most.</summary>
    private const int Longest = 1 << 20, Most = 256;
    private const string NoQuorum = "none";

    private readonly string _where;
    private readonly List<VerifierKey> _logs = [];
    private readonly Dictionary<string, VerifierKey> _witnesses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private string? _quorum;

    private Policy(string where) => _where = where;

    /// <summary>The logs' keys.</summary>
    public IReadOnlyList<VerifierKey> Logs => _logs;

    /// <summary>The witnesses' keys by the policy's own names.</summary>
    internal IEnumerable<(string Name, VerifierKey Key)> Witnesses => _witnesses.Select(w => (Shown(w.Key), w.Value));

    /// <summary>What the quorum asks for, in words.</summary>
    internal string Demand => _quorum == NoQuorum ? "no witness" : Needs(_quorum!);

    /// <summary>Whether cosignatures by these keys are enough.</summary>
    internal bool IsMetBy(IReadOnlyCollection<VerifierKey> signed) =>
        _quorum == NoQuorum || Saw(_quorum!, NamesOf(signed));

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="LedgerException">A line is not understood, a name is not defined before its use or twice, a
    /// key stands twice, or there is not one quorum line.</exception>
    public static Policy Parse(ReadOnlySpan<byte> bytes, string where)
    {
        if (bytes.Length > Longest)
            throw new LedgerException($"{where} has {bytes.Length} bytes, a policy has at most {Longest}: give "
                + "another file");
        // Latin-1 keeps every byte apart: names are bytes to a policy, not characters.
        var policy = new Policy(where);
        foreach (var (at, line) in Encoding.Latin1.GetString(bytes).Split('\n').Index())
        {
            var place = $"{where}:{at + 1}";
            if (line.Any(c => (c < ' ' && c != '\t') || c == '\x7f'))
                throw new LedgerException($"{place} has a control character: use spaces and tabs only");
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [] || words[0].StartsWith('#')) continue;
            policy.Take(words, place);
        }
        return policy._quorum is not null
            ? policy
            : throw new LedgerException($"{where} has no quorum line: end it with \"quorum NAME\" or \"quorum none\"");
    }

    /// <summary>Checks that one of the logs signed a checkpoint and that enough witnesses cosigned it.</summary>
    /// <exception cref="LedgerException">They did not, and who is missing.</exception>
    public PolicyVerdict Check(Note note, string where)
    {
        var checkpoint = Checkpoint.Parse(note.Text, where);
        var logs = _logs.Where(k => k.Name == checkpoint.Origin).ToList();
        if (logs.Count == 0)
            throw new LedgerException($"{where} is of the log {Quoted.Of(checkpoint.Origin)}, {_where} trusts "
                + $"{string.Join(", ", _logs.Select(k => Quoted.Of(k.Name)).Distinct().DefaultIfEmpty("none"))}: "
                + "add its key if you trust it");
        note.Verify(logs, where);
        var signed = _witnesses.Count == 0 || !Mentions(note) ? [] : note.Verify([.. _witnesses.Values], where);
        var cosigned = _witnesses.Where(w => signed.Contains(w.Value)).Select(w => Shown(w.Key)).ToImmutableArray();
        return IsMetBy(signed)
            ? new(checkpoint, cosigned)
            : throw new LedgerException($"{where} is cosigned by {(cosigned.Length == 0 ? "no witness" :
                string.Join(", ", cosigned))} of {_where}, its quorum {Quoted.Of(Shown(_quorum!))} needs "
                + $"{Needs(_quorum!)}: have more witnesses cosign it");
    }

    private HashSet<string> NamesOf(IReadOnlyCollection<VerifierKey> signed) =>
        _witnesses.Where(w => signed.Contains(w.Value)).Select(w => w.Key).ToHashSet(StringComparer.Ordinal);

    private bool Mentions(Note note) =>
        note.Signatures.Any(s => _witnesses.Values.Any(k => k.Name == s.Name && k.Id == s.KeyId));

    private bool Saw(string name, HashSet<string> cosigned) =>
        _groups.TryGetValue(name, out var group)
            ? group.Members.Count(m => Saw(m, cosigned)) >= group.Needed
            : cosigned.Contains(name);

    private string Needs(string name) =>
        _groups.TryGetValue(name, out var group)
            ? $"{group.Needed} of {group.Members.Length} ({string.Join(", ", group.Members.Select(Shown))})"
            : "it";

    private void Take(string[] words, string place)
    {
        switch (words)
        {
            case ["log", var key, ..] when words.Length <= 3:
                var log = Key(key, place, _logs);
                if (log.Type == SignatureType.Cosignature)
                    throw new LedgerException($"{place}: {log.Label} is a witness' key (type 0x04): give the log's");
                _logs.Add(log);
                break;
            case ["witness", var name, var key, ..] when words.Length <= 4:
                Define(name, place);
                var witness = Key(key, place, _witnesses.Values);
                if (witness.Type is not (SignatureType.Cosignature or SignatureType.MlDsaCosignature))
                    throw new LedgerException($"{place}: {witness.Label} is of type 0x{(int)witness.Type:x2}, a "
                        + "witness' key is of type 0x04 or 0x06: ask the witness for that");
                _witnesses.Add(name, witness);
                break;
            case ["group", var name, var needed, .. { Length: > 0 } members]:
                Define(name, place);
                _groups.Add(name, new(Needed(needed, members.Length, place), Members(members, name, place)));
                break;
            case ["quorum", var name]:
                if (_quorum is not null)
                    throw new LedgerException($"{place} is a second quorum line: leave one");
                if (name != NoQuorum && !IsDefined(name)) throw Undefined(name, place);
                _quorum = name;
                break;
            default:
                throw new LedgerException($"{place}: {Quoted.Of(Shown(string.Join(' ', words)))} is not understood: "
                    + "write log KEY, witness NAME KEY, group NAME all|any|K MEMBER…, or quorum NAME|none");
        }
        if (_logs.Count > Most || _witnesses.Count > Most || _groups.Count > Most)
            throw new LedgerException($"{place}: more than {Most} logs, witnesses or groups: leave out some");
    }

    private static VerifierKey Key(string text, string place, IEnumerable<VerifierKey> others)
    {
        VerifierKey key;
        try
        {
            key = VerifierKey.Parse(Shown(text));
        }
        catch (LedgerException e)
        {
            throw new LedgerException($"{place}: {e.Message}");
        }
        return others.FirstOrDefault(o => o.PublicKey.SequenceEqual(key.PublicKey)) is { } twin
            ? throw new LedgerException($"{place}: {key.Label} is the same key as {twin.Label}: give each only once")
            : key;
    }

    private void Define(string name, string place)
    {
        if (name == NoQuorum || IsDefined(name))
            throw new LedgerException($"{place}: the name {Quoted.Of(Shown(name))} is taken: choose another");
    }

    private static int Needed(string text, int members, string place) => text switch
    {
        "all" => members,
        "any" => 1,
        _ => StrictText.Number(text, out var k) && k >= 1 && k <= members
            ? (int)k
            : throw new LedgerException($"{place}: {Quoted.Of(Shown(text))} of {members} members are needed: "
                + $"write all, any or a number from 1 to {members}"),
    };

    private ImmutableArray<string> Members(string[] members, string group, string place)
    {
        foreach (var member in members)
        {
            if (member == group || !IsDefined(member)) throw Undefined(member, place);
            if (!_members.Add(member))
                throw new LedgerException($"{place}: {Quoted.Of(Shown(member))} is in a group already: each counts "
                    + "once");
        }
        return [.. members];
    }

    private bool IsDefined(string name) => _witnesses.ContainsKey(name) || _groups.ContainsKey(name);

    private static LedgerException Undefined(string name, string place) =>
        new($"{place}: {Quoted.Of(Shown(name))} is not defined above: define a witness or group of that name first");

    private static string Shown(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));

    private sealed record Group(int Needed, ImmutableArray<string> Members);
}

/// <summary>What a policy found to be true of a checkpoint.</summary>
/// <param name="Checkpoint">Which log, which head.</param>
/// <param name="Witnesses">The policy's names of those who cosigned it.</param>
public sealed record PolicyVerdict(Checkpoint Checkpoint, ImmutableArray<string> Witnesses);
