// tokenizer.json: the file by which Hugging Face's libraries know a tokenizer.
// Source: format version "1.0" of the tokenizers library; layout and key order are ours, so that the same tokenizer is
// always the same bytes. All but "vocab" and "merges" is the same in each of our files: the frame.

using System.Globalization;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Writes a vocabulary as tokenizer.json.</summary>
internal static class TokenizerJson
{
    private const string VocabularyMark = "{}", MergesMark = "[]";

    /// <summary>The file with an empty vocabulary.</summary>
    public static string Frame { get; } = $$"""
        {
          "version": "1.0",
          "truncation": null,
          "padding": null,
          "added_tokens": [
            {{string.Join(",\n    ", SpecialTokens.Names.Select(AddedToken))}}
          ],
          "normalizer": { "type": "NFC" },
          "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
              {
                "type": "Split",
                "pattern": { "Regex": {{Quote(PieceRule.Own.Pattern)}} },
                "behavior": "Isolated",
                "invert": false
              },
              { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false }
            ]
          },
          "post_processor": null,
          "decoder": { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false },
          "model": {
            "type": "BPE",
            "dropout": null,
            "unk_token": null,
            "continuing_subword_prefix": null,
            "end_of_word_suffix": null,
            "fuse_unk": false,
            "byte_fallback": false,
            "ignore_merges": false,
            "vocab": {{VocabularyMark}},
            "merges": {{MergesMark}}
          }
        }

        """.ReplaceLineEndings("\n");

    /// <summary>The whole file: UTF-8, line feeds, ids in order.</summary>
    public static byte[] Write(Vocabulary vocabulary)
    {
        var file = new StringBuilder(Frame, 0, Frame.LastIndexOf(VocabularyMark, StringComparison.Ordinal), 1 << 16);
        file.Append("{\n");
        for (var id = 0; id < vocabulary.Count; id++)
        {
            var name = Quote(Name(vocabulary, id));
            file.Append(CultureInfo.InvariantCulture, $"      {name}: {id}{Comma(id, vocabulary.Count)}");
        }
        file.Append("    },\n    \"merges\": [\n");
        foreach (var (n, (left, right)) in vocabulary.Merges.Index())
        {
            var (first, second) = (Quote(Name(vocabulary, left)), Quote(Name(vocabulary, right)));
            file.Append(CultureInfo.InvariantCulture, $"      [{first}, {second}]{Comma(n, vocabulary.Merges.Count)}");
        }
        file.Append("    ").Append(Frame.AsSpan(Frame.LastIndexOf(MergesMark, StringComparison.Ordinal) + 1));
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    /// <summary>How the file spells a token.</summary>
    public static string Name(Vocabulary vocabulary, int id) =>
        id < Vocabulary.FirstByte ? SpecialTokens.Names[id] : ByteAlphabet.Text(vocabulary.Bytes(id));

    private static string AddedToken(string name, int id) =>
        $$"""{ "id": {{id}}, "content": {{Quote(name)}}, "single_word": false, "lstrip": false, "rstrip": false, """ +
        "\"normalized\": false, \"special\": true }";

    private static string Comma(int index, int count) => index + 1 < count ? ",\n" : "\n";

    /// <summary>Our names hold no control characters, so two characters need escaping.</summary>
    private static string Quote(string text) => $"\"{text.Replace(@"\", @"\\").Replace("\"", "\\\"")}\"";
}
