using System.Security.Cryptography;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Byte-level BPE: turns text into token ids and back. Any text can be written, and decoding gives its NFC
/// again. Immutable and safe for many threads.</summary>
public sealed class Tokenizer
{
    /// <summary>Begins a text; always id 0.</summary>
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

    private readonly Vocabulary _vocabulary;
    private readonly PieceEncoder _pieces;
    private readonly Lazy<string> _digest;

    internal Tokenizer(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _pieces = new PieceEncoder(vocabulary);
        _digest = new(() => Convert.ToHexStringLower(SHA256.HashData(ToJson())));
    }

    /// <summary>Number of tokens: ids run from 0 to Count - 1.</summary>
    public int Count => _vocabulary.Count;

    /// <summary>SHA-256 of <see cref="ToJson"/> in 64 lower-case hex digits: two tokenizers with one digest give the
    /// same ids, however the files they came from were laid out.</summary>
    public string Digest => _digest.Value;

    /// <summary>Reads tokenizer.json from a file.</summary>
    /// <exception cref="TokenizerException">It is missing, damaged, or not a tokenizer that Jaram can stand for.
    /// </exception>
    public static Tokenizer Load(string path)
    {
        try
        {
            TokenizerJsonReader.CheckSize(new FileInfo(path).Length);
            return FromJson(File.ReadAllBytes(path));
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
    public static Tokenizer FromJson(ReadOnlyMemory<byte> json) => new(TokenizerJsonReader.Read(json));

    /// <summary>Writes tokenizer.json: the same tokenizer, the same bytes.</summary>
    public byte[] ToJson() => TokenizerJson.Write(_vocabulary);

    /// <summary>Encodes text as nothing but text: the name of a special token in it is spelled out in ordinary tokens,
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
    public void Encode(ReadOnlySpan<char> text, List<int> into)
    {
        text = Nfc.Normalize(text);
        for (var start = 0; start < text.Length;)
        {
            var end = PieceScanner.End(text, start);
            _pieces.Encode(text[start..end], into);
            start = end;
        }
    }

    /// <summary>Encodes UTF-8 as nothing but text. Broken sequences become U+FFFD, as many as browsers and Rust make.
    /// </summary>
    public int[] Encode(ReadOnlySpan<byte> utf8) => Encode(Encoding.UTF8.GetString(utf8));

    /// <summary>Encodes text in which names such as <c>&lt;|end|&gt;</c> mean the special tokens. Only for text that
    /// nobody outside had a hand in.</summary>
    public int[] EncodeWithSpecials(string text)
    {
        var ids = new List<int>();
        for (var rest = text.AsSpan(); ;)
        {
            var (at, id) = SpecialTokens.Find(rest);
            Encode(rest[..at], ids);
            if (id < 0) return [.. ids];
            ids.Add(id);
            rest = rest[(at + SpecialTokens.Names[id].Length)..];
        }
    }

    /// <summary>The text of ids. Special tokens show their names; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="TokenizerException">An id is not one of this tokenizer's.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>(ids.Length * 4);
        foreach (var id in ids) bytes.AddRange(Bytes(id));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The bytes that one token stands for; they need not be whole characters.</summary>
    /// <exception cref="TokenizerException">The id is not one of this tokenizer's.</exception>
    public ReadOnlySpan<byte> Bytes(int id) => (uint)id < (uint)Count
        ? _vocabulary.Bytes(id)
        : throw new TokenizerException(
            $"Id {id} is no token: ids run from 0 to {Count - 1}; take the tokenizer that belongs to the model.");

    /// <summary>True for the ids that text never makes.</summary>
    public static bool IsSpecial(int id) => id is >= 0 and < Vocabulary.FirstByte;
}
