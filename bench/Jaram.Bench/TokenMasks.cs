using System.Diagnostics;
using System.Text;
using Jaram.Inference.Constraints;

namespace Jaram.Bench;

/// <summary>What holding a model to a schema costs: compiling, and the mask of each token of a document, when the
/// position is met for the first time and when it is met again.</summary>
internal sealed class TokenMasks(byte[][] tokens, TokenVocabulary vocabulary, Samples samples)
{
    private const int Rounds = 6;

    private static readonly (string Name, string Schema, string Document)[] _cases =
    [
        ("free object", """{"type":"object"}""",
            """{"name": "홍길동", "age": 31, "tags": ["a", "b"], "bio": "She said \"hello\" and went on for a while."}"""),
        ("strict object", """
            {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":0,"maximum":150},
             "email":{"type":"string","format":"email"},"born":{"type":"string","format":"date"},
             "tags":{"type":"array","items":{"type":"string","maxLength":20},"maxItems":5},
             "bio":{"type":"string","maxLength":400}},"required":["name","age","bio"],"additionalProperties":false}
            """, """
            {"name": "홍길동", "age": 31, "email": "gil.dong@example.kr", "born": "1994-05-17", "tags": ["alpha", "감마"],
            """ + """ "bio": "She said \"hello\" and spoke of the price of rice, and 서울의 날씨."}"""),
        ("recursive", """
            {"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"v":{"type":"string"},"children":
             {"type":"array","items":{"$ref":"#/$defs/n"}}},"required":["v","children"],"additionalProperties":false}}}
            """, """{"v": "root", "children": [{"v": "left", "children": []}, {"v": "right", "children": []}]}"""),
        ("pattern", """
            {"type":"object","properties":{"id":{"type":"string","pattern":"^[A-Z]{2}-[0-9]{4,8}$"},"word":{"type":"string",
             "pattern":"^[\\p{L} ]+$"},"price":{"type":"number","multipleOf":0.01,"minimum":0}},
             "required":["id","word","price"],"additionalProperties":false}
            """, """{"id": "KR-204815", "word": "quite a long text of words and 한국어 단어", "price": 1234.56}"""),
    ];

    /// <summary>Measures all.</summary>
    /// <param name="file">The bytes of each token in base64, a line each; an empty line for one that is no text.</param>
    /// <param name="samples">Takes a line for each mask.</param>
    public static void Measure(string file, Samples samples)
    {
        var tokens = File.ReadLines(file).Select(Convert.FromBase64String).ToArray();
        var bench = new TokenMasks(tokens, new TokenVocabulary(tokens, [tokens.Length - 1]), samples);
        samples.Add("schema", "round", "what", "microseconds");
        var (first, again) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, schema, document) in _cases) bench.Write(name, round, schema, document, first, again);
        samples.Conclude($"{tokens.Length} tokens, a mask at first: {Line(first)}; again: {Line(again)}");
    }

    private static string Line(List<double> times)
    {
        var order = times.Order().ToList();
        return $"median {order[order.Count / 2]:f1} µs, p99 {order[order.Count * 99 / 100]:f1}, worst {order[^1]:f1}, {order.Count} masks";
    }

    private void Write(string name, int round, string text, string document, List<double> first, List<double> again)
    {
        var start = Stopwatch.GetTimestamp();
        var schema = Schema.Parse(Encoding.UTF8.GetBytes(text), Spacing.Optional);
        samples.Add(name, round, "compile", $"{Stopwatch.GetElapsedTime(start).TotalMicroseconds:f0}");
        var constraint = new Constraint(schema, vocabulary);
        foreach (var times in (List<double>[])[first, again])
        {
            var position = constraint.Start;
            var mask = new ulong[vocabulary.MaskWords];
            foreach (var token in Longest(Encoding.UTF8.GetBytes(document)))
            {
                start = Stopwatch.GetTimestamp();
                constraint.Allow(position, mask);
                var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                if (!constraint.TryAdvance(position, token, out position))
                    throw new InvalidOperationException($"{name}: token {token} may not come");
                if (round == 0) continue; // not yet compiled by the runtime
                samples.Add(name, round, times == first ? "first" : "again", $"{time:f1}");
                times.Add(time);
            }
        }
    }

    /// <summary>A document in tokens, the longest that fits each time.</summary>
    private IEnumerable<int> Longest(byte[] document)
    {
        for (var at = 0; at < document.Length;)
        {
            var best = -1;
            for (var id = 0; id < tokens.Length; id++)
                if (tokens[id].Length > (best < 0 ? 0 : tokens[best].Length) && document.AsSpan(at).StartsWith(tokens[id]))
                    best = id;
            yield return best;
            at += tokens[best].Length;
        }
    }
}
