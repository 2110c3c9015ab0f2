// What is done to a text before it is cut. SentencePiece has no spaces: it writes U+2581 instead, and puts one before
// the text so that a word is spelled the same wherever it stands.
// Source: Unicode Standard Annex #15 (NFC); SentencePiece, README; format version "1.0" of the tokenizers library
// (normalizers Prepend and Replace, pre-tokenizer Metaspace).

namespace Jaram.Tokenizers;

/// <summary>What stands for a space.</summary>
internal enum SpaceMarks
{
    /// <summary>The space itself.</summary>
    None,

    /// <summary>U+2581.</summary>
    Inside,

    /// <summary>U+2581, and one is put before every text.</summary>
    Before,

    /// <summary>U+2581, and one is put before every text that does not begin with one.</summary>
    BeforeWords,

    /// <summary>The same, for a text that no special token stands before.</summary>
    AtStart,
}

/// <summary>The form of text that a vocabulary was made from.</summary>
/// <param name="IsNfc">Text is composed first.</param>
/// <param name="Marks">What stands for a space.</param>
/// <param name="StripsSpace">Decoding drops the space before the text.</param>
internal sealed record TextForm(bool IsNfc, SpaceMarks Marks, bool StripsSpace)
{
    /// <summary>U+2581, which stands for a space.</summary>
    public const char Space = '\u2581';

    /// <summary>Brings text into this form; the same span if it is in it already.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isStart">No special token stands before it.</param>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> text, bool isStart)
    {
        if (IsNfc) text = Nfc.Normalize(text);
        if (Marks == SpaceMarks.None || text.Length == 0) return text;
        var prefixed = Marks switch
        {
            SpaceMarks.Before => true,
            SpaceMarks.BeforeWords => text[0] is not (' ' or Space),
            SpaceMarks.AtStart => isStart && text[0] is not (' ' or Space),
            _ => false,
        };
        var marked = new char[text.Length + (prefixed ? 1 : 0)];
        if (prefixed) marked[0] = Space;
        text.Replace(marked.AsSpan(prefixed ? 1 : 0), ' ', Space);
        return marked;
    }
}
