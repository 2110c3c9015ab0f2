// Another maker's vocabulary: ids may have holes, merges may make one token in several ways, special tokens may stand
// anywhere. What text can be made of is checked here once: every byte has a token, and no merge makes a special token.

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using static Jaram.Tokenizers.JsonPlace;

namespace Jaram.Tokenizers;

/// <summary>How the names of tokens spell their bytes.</summary>
internal enum Spelling
{
    /// <summary>One letter a byte, as in GPT-2.</summary>
    ByteLetters,

    /// <summary>Text with U+2581 for a space, and <c>&lt;0x0A&gt;</c> for single bytes, as in SentencePiece.</summary>
    Marked,
}

/// <summary>Builds a table of tokens from their names.</summary>
internal sealed class TableBuilder
{
    /// <summary>Largest number of merges.</summary>
    public const int MostMerges = 2 * TokenTable.MostTokens;

    private readonly Dictionary<string, int> _ids;
    private readonly Spelling _spelling;
    private readonly string _place;
    private readonly HashSet<int> _added, _special;
    private readonly byte[][] _bytes;
    private readonly PairTable _pairs;

    /// <param name="place">Where the names stand, for errors.</param>
    /// <param name="ids">Names and ids of all tokens but added ones that stand beside them; ids are distinct.</param>
    /// <param name="added">Added tokens.</param>
    /// <param name="spelling">How names spell bytes.</param>
    /// <param name="merges">Number of merges that will be added.</param>
    /// <exception cref="TokenizerException">A token is too long, there are too many, or two have one id.</exception>
    public TableBuilder(string place, Dictionary<string, int> ids, IReadOnlyList<AddedToken> added, Spelling spelling,
        int merges)
    {
        (_place, _ids, _spelling) = (place, ids, spelling);
        if (merges > MostMerges)
            throw new TokenizerException($"There are {merges} merges, at most {MostMerges} are read.");
        (_added, _special) = ([.. added.Select(a => a.Id)], [.. added.Where(a => a.IsSpecial).Select(a => a.Id)]);
        var count = 1 + ids.Values.Concat(_added).DefaultIfEmpty(-1).Max();
        (_pairs, _bytes) = (new PairTable(merges), new byte[count][]);
        Array.Fill(_bytes, []);
        var total = 0L;
        foreach (var (name, id) in ids) total += Take(id, name, Spelt(id, name));
        foreach (var token in added)
        {
            if (!token.IsSpecial && string.IsNullOrWhiteSpace(token.Text))
                throw new TokenizerException(
                    $"Token {token.Id} is white space and is added: Jaram would spell such text otherwise.");
            var there = ids.GetValueOrDefault(token.Text, -1);
            if (there >= 0 && there != token.Id)
                throw new TokenizerException(
                    $"{place} gives id {there} to \"{Short(token.Text)}\", which is added as {token.Id}.");
            if (there < 0) total += Take(token.Id, token.Text, Spelt(token.Id, token.Text));
        }
        if (total > TokenTable.MostBytes)
            throw new TokenizerException(
                $"{place} has {total} bytes of tokens, at most {TokenTable.MostBytes} are read.");
    }

    /// <summary>Adds a merge; lower ranks go first.</summary>
    /// <exception cref="TokenizerException">It names or makes what is no token, or what text must not make.</exception>
    public void Merge(string left, string right, int rank, string place)
    {
        var (first, second, whole) = (Id(left, place), Id(right, place), Id(left + right, place));
        foreach (var id in (ReadOnlySpan<int>)[first, second, whole])
            if (_special.Contains(id))
                throw new TokenizerException(
                    $"{place} has the special token {id} in it: text could make it, and somebody forge a turn.");
        if (!_pairs.Add(first, second, rank, whole))
            throw new TokenizerException(
                $"{place} merges \"{Short(left)}\" and \"{Short(right)}\" again.");
    }

    /// <summary>The table.</summary>
    /// <param name="wholes">A piece that is a token needs no merges.</param>
    /// <exception cref="TokenizerException">A byte has no token.</exception>
    public TokenTable Build(bool wholes)
    {
        var bytes = Enumerable.Range(0, 256).Select(ByteId).ToArray();
        var characters = new Dictionary<int, int>();
        var whole = new Dictionary<string, int>();
        foreach (var (name, id) in _ids)
        {
            if (_added.Contains(id)) continue;
            if (_spelling == Spelling.Marked && IsCharacter(name, out var rune)) characters[rune.Value] = id;
            if (!wholes) continue;
            if (_spelling == Spelling.Marked) whole[name] = id;
            else if (Utf8.IsValid(_bytes[id])) whole[Encoding.UTF8.GetString(_bytes[id])] = id;
        }
        return new TokenTable(_bytes, _pairs, bytes, characters, whole);
    }

    private int Take(int id, string name, byte[] bytes)
    {
        if (bytes.Length is 0 or > TokenTable.LongestToken)
            throw new TokenizerException($"{_place}: token {id} has {bytes.Length} bytes, 1 to "
                + $"{TokenTable.LongestToken} are allowed: \"{Short(name)}\".");
        if (_bytes[id].Length > 0)
            throw new TokenizerException(
                $"{_place} gives id {id} to \"{Short(name)}\" and to another token.");
        _bytes[id] = bytes;
        return bytes.Length;
    }

    /// <summary>What a token stands for; an added one and one that is spelled otherwise stand for their names.
    /// </summary>
    private byte[] Spelt(int id, string name)
    {
        if (_added.Contains(id)) return Encoding.UTF8.GetBytes(name);
        if (_spelling == Spelling.ByteLetters)
            return ByteAlphabet.TryBytes(name, out var bytes) ? bytes : Encoding.UTF8.GetBytes(name);
        return ByteOf(name) is >= 0 and var value
            ? [(byte)value]
            : Encoding.UTF8.GetBytes(name.Replace(TextForm.Space, ' '));
    }

    private static bool IsCharacter(string name, out Rune rune) =>
        Rune.DecodeFromUtf16(name, out rune, out var units) == OperationStatus.Done && units == name.Length;

    /// <summary>The byte that a name like <c>&lt;0x0A&gt;</c> stands for, else -1.</summary>
    private static int ByteOf(string name) =>
        name is ['<', '0', 'x', var high, var low, '>']
        && char.IsAsciiHexDigitUpper(high) && char.IsAsciiHexDigitUpper(low)
            ? Convert.FromHexString([high, low])[0]
            : -1;

    private int ByteId(int value)
    {
        var name = _spelling == Spelling.Marked ? $"<0x{value:X2}>" : ByteAlphabet.Text([(byte)value]);
        if (_ids.TryGetValue(name, out var id)) return id;
        var isInUtf8 = value is not (0xC0 or 0xC1 or >= 0xF5);
        return !isInUtf8 ? -1 : throw new TokenizerException(
            $"{_place} has no token \"{name}\" for byte 0x{value:X2}: texts with it could not be written.");
    }

    private int Id(string name, string place) => _ids.TryGetValue(name, out var id)
        ? id
        : throw new TokenizerException(
            $"{place} needs the token \"{Short(name)}\", which {_place} does not have.");
}
