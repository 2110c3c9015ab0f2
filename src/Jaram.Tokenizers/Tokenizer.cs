using System.Collections.Frozen;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Byte-pair encoding: turns text into token ids and back. Any text can be written, and decoding gives it
/// again in the tokenizer's normal form, which for our own is NFC. Immutable and safe for many threads.</summary>
public sealed class Tokenizer
{
    /// <summary>Begins a text; always id 0 in our own vocabulary, as the names below are its ids.</summary>
    public const int Bos = 0;

    /// <summary>Ends a turn or a text; always id 1.</summary>
    public const int End = 1;

    /// <summary>Begins what the operator says; always id 2.</summary>
    public const int System = 2;

    /// <summary>Begins what the user says; always id 3.</summary>
    public const int User = 3;

    /// <summary>Begins what the model says; always id 4.</summary>
    public const int Assistant = 4;

    /// <summary>Fills up a row of a batch and carries no meaning; always id 5.</summary>
    public const int Pad = 5;

    private readonly TokenizerParts _parts;
    private readonly PieceScanner _scanner;
    private readonly PieceEncoder _pieces;
    private readonly TokenFinder _early, _late;
    private readonly FrozenDictionary<string, (string Text, int Id)[]> _marks;
    private readonly FrozenSet<int> _special, _ends;
    private readonly Lazy<string> _digest;

    internal Tokenizer(TokenizerParts parts)
    {
        (_parts, _digest) = (parts, new(parts.Digest));
        (_scanner, _pieces) = (new PieceScanner(parts.Rule), new PieceEncoder(parts.Table));
        _early = new TokenFinder(parts.Added.Where(token => !parts.Late.Contains(token.Id)));
        _late = new TokenFinder(parts.Added.Where(token => parts.Late.Contains(token.Id)));
        _special = parts.Added.Where(token => token.IsSpecial).Select(token => token.Id).ToFrozenSet();
        var added = new TokenFinder(parts.Added);
        _marks = parts.Layout.Words.Distinct().ToFrozenDictionary(words => words, words => Cut(words, added));
        _ends = (parts.Begin is { } begin ? [.. parts.Ends, begin] : parts.Ends).ToFrozenSet();
    }

    /// <summary>Number of ids: they run from 0 to Count - 1. Another maker's may leave some without a token.</summary>
    public int Count => _parts.Table.Count;

    /// <summary>64 lower-case hex digits: two tokenizers with one digest give the same ids. Of our own it is the
    /// SHA-256 of <see cref="ToJson"/>, however the file it came from was laid out; of another maker's, that of its
    /// file, and from a GGUF file, that of its tokens, merges and scores.</summary>
    public string Digest => _digest.Value;

    /// <summary>Tokens beside those of the text, in the order of their ids: <see cref="EncodeWithSpecials"/> knows
    /// their names, <see cref="Encode(string)"/> does not.</summary>
    public IReadOnlyList<AddedToken> Added => _parts.Added;

    /// <summary>The token that begins a text; null for a vocabulary without one.</summary>
    public int? Begin => _parts.Begin;

    /// <summary>Tokens that end a turn or a text, 0 or more.</summary>
    public IReadOnlyList<int> Ends => _parts.Ends;

    /// <summary>The token that fills up a row of a batch; null for a vocabulary without one.</summary>
    public int? Padding => _parts.Pad;

    /// <summary>The token that ends what the assistant says; where there are no turns, one that ends a text; null for a
    /// vocabulary without any.</summary>
    public int? TurnEnd => Layout.Ends.Select(name => Added.FirstOrDefault(token => token.Text == name)?.Id)
        .FirstOrDefault(id => id is not null) ?? (Ends.Count > 0 ? Ends[0] : null);

    /// <summary>The model was raised on texts that begin with <see cref="Begin"/>.</summary>
    public bool BeginsTexts => _parts is { IsBegun: true, Begin: not null };

    /// <summary>Trained by Jaram; another maker's is copied, never written anew.</summary>
    public bool IsOwn => _parts.IsOwn;

    /// <summary>How <see cref="ChatTemplate"/> lays conversations out.</summary>
    public ChatFormat Chat => _parts.Layout.Format;

    /// <summary>The same, in full.</summary>
    internal ChatLayout Layout => _parts.Layout;

    /// <summary>The files of a folder that make a tokenizer: tokenizer.json, and those beside another maker's that are
    /// looked at.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["tokenizer.json", .. Companions.FileNames];

    /// <summary>Reads tokenizer.json from a file. Beside another maker's, tokenizer_config.json,
    /// special_tokens_map.json, generation_config.json and chat_template.jinja are looked at for the begin, end and pad
    /// tokens and the chat format.</summary>
    /// <exception cref="TokenizerException">It is missing, damaged, or not a tokenizer that Jaram can stand for.
    /// </exception>
    public static Tokenizer Load(string path)
    {
        try
        {
            return new(TokenizerFile.Read(TokenizerFile.Bytes(path), () => Companions.Beside(path)));
        }
        catch (FileNotFoundException)
        {
            throw new TokenizerException($"{path}: is missing; put it back from a copy of the model");
        }
        catch (TokenizerException e)
        {
            throw new TokenizerException($"{path}: {e.Message}");
        }
    }

    /// <summary>Reads tokenizer.json from its bytes.</summary>
    /// <exception cref="TokenizerException">They are damaged, or not a tokenizer that Jaram can stand for.</exception>
    public static Tokenizer FromJson(ReadOnlyMemory<byte> json) =>
        new(TokenizerFile.Read(json, () => Companions.None));

    /// <summary>Makes the tokenizer that a GGUF file describes.</summary>
    /// <exception cref="TokenizerException">It is damaged, or not a tokenizer that Jaram can stand for.</exception>
    public static Tokenizer FromGguf(GgufTokenizer metadata) => new(GgufReader.Read(metadata));

    /// <summary>Writes tokenizer.json of our own tokenizer: the same tokenizer, the same bytes.</summary>
    /// <exception cref="TokenizerException">The tokenizer is another maker's.</exception>
    public byte[] ToJson() => _parts.Write();

    /// <summary>Describes the tokenizer as a GGUF file does.</summary>
    /// <exception cref="TokenizerException">It is SentencePiece's from a tokenizer.json, which has merges where GGUF
    /// wants scores, or llama.cpp has no name for the way it cuts text.</exception>
    public GgufTokenizer ToGguf() => _parts.Gguf ?? GgufDescription.Of(this, _parts);

    /// <summary>Encodes text as nothing but text: the name of an added token in it is spelled out in ordinary tokens,
    /// so a user cannot forge one.</summary>
    public int[] Encode(string text) => Encode(text.AsSpan());

    /// <inheritdoc cref="Encode(string)"/>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        var ids = new List<int>(text.Length / 2 + 4);
        Encode(text, ids);
        return [.. ids];
    }

    /// <summary>Appends the ids of text, as <see cref="Encode(string)"/> gives them.</summary>
    public void Encode(ReadOnlySpan<char> text, List<int> into) => EncodeText(text, isStart: true, into);

    /// <summary>Encodes UTF-8 as nothing but text. Broken sequences become U+FFFD, as many as browsers and Rust make.
    /// </summary>
    public int[] Encode(ReadOnlySpan<byte> utf8) => Encode(Encoding.UTF8.GetString(utf8));

    /// <summary>Encodes text in which names such as <c>&lt;|end|&gt;</c> mean the added tokens. Only for text that
    /// nobody outside had a hand in.</summary>
    public int[] EncodeWithSpecials(string text)
    {
        var ids = new List<int>();
        for (var rest = text.AsSpan(); ;)
        {
            var (at, length, id) = _early.Find(rest);
            var formed = _parts.Form.Of(rest[..at], isStart: rest.Length == text.Length);
            while (!_late.IsEmpty)
            {
                var (lateAt, lateLength, late) = _late.Find(formed);
                if (late < 0) break;
                EncodeFormed(formed[..lateAt], ids);
                ids.Add(late);
                formed = formed[(lateAt + lateLength)..];
            }
            EncodeFormed(formed, ids);
            if (id < 0) return [.. ids];
            ids.Add(id);
            rest = rest[(at + length)..];
        }
    }

    /// <summary>The ids of the text that a model is to go on from, with the token that begins a text if the model was
    /// raised on such texts. The text is nothing but text.</summary>
    /// <exception cref="TokenizerException">There is nothing to go on from.</exception>
    public int[] EncodePrompt(string text)
    {
        List<int> ids = BeginsTexts ? [Begin!.Value] : [];
        Encode(text, ids);
        return ids.Count > 0 ? [.. ids] : throw new TokenizerException(
            "An empty text is nothing to go on from, for this model has no token that begins a text; give it a word.");
    }

    /// <summary>The text of ids. Added tokens show their names; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="TokenizerException">An id is not one of this tokenizer's.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>(ids.Length * 4);
        foreach (var id in ids) bytes.AddRange(Bytes(id));
        if (_parts.Form.StripsSpace && bytes is [(byte)' ', ..]) bytes.RemoveAt(0);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The bytes that one token stands for; they need not be whole characters.</summary>
    /// <exception cref="TokenizerException">The id is not one of this tokenizer's.</exception>
    public ReadOnlySpan<byte> Bytes(int id) => (uint)id < (uint)Count
        ? _parts.Table.Bytes(id)
        : throw new TokenizerException(
            $"Id {id} is no token: ids run from 0 to {Count - 1}; take the tokenizer that belongs to the model.");

    /// <summary>True for the ids that mark a place: text never makes them, and a reader does not see them.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>True for the ids after which a model has finished: those of <see cref="Ends"/>, and the one that begins
    /// another text.</summary>
    public bool IsEnd(int id) => _ends.Contains(id);

    /// <summary>Appends the ids of text as nothing but text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isStart">No token stands before it.</param>
    /// <param name="into">Where to.</param>
    internal void EncodeText(ReadOnlySpan<char> text, bool isStart, List<int> into) =>
        EncodeFormed(_parts.Form.Of(text, isStart), into);

    /// <summary>Words of the chat layout, cut at names of added tokens: text, and the token after it or -1.</summary>
    internal (string Text, int Id)[] Marks(string words) => _marks[words];

    private static (string Text, int Id)[] Cut(string words, TokenFinder added)
    {
        var marks = new List<(string, int)>();
        for (var rest = words; rest.Length > 0;)
        {
            var (at, length, id) = added.Find(rest);
            marks.Add((rest[..at], id));
            rest = rest[(at + length)..];
        }
        return [.. marks];
    }

    private void EncodeFormed(ReadOnlySpan<char> text, List<int> into)
    {
        while (text.Length > 0)
        {
            var segment = text[.._scanner.SegmentEnd(text, 0)];
            text = text[segment.Length..];
            for (var start = 0; start < segment.Length;)
            {
                var end = _scanner.End(segment, start);
                _pieces.Encode(segment[start..end], into);
                start = end;
            }
        }
    }
}
