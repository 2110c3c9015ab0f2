// A sentence with slots.
//
//   {s} the subject · {a} the answer · {s:은} {a:a} {a:ا} the same with a mark (see Inflection)
//   {x|y} x if the subject is masculine, y if feminine · {a:x|y} the same by the answer

using System.Text;

namespace Jaram.Village.Grammar;

/// <summary>Fills the slots of a sentence.</summary>
internal static class Template
{
    /// <summary>The sentence about one subject and answer; it begins with a capital if the script has any.</summary>
    public static string Fill(string template, Language language, Term subject, Term answer)
    {
        var text = new StringBuilder();
        var rest = template.AsSpan();
        for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            var close = rest.IndexOf('}');
            text.Append(rest[..open]).Append(Slot(rest[(open + 1)..close].ToString(), language, subject, answer));
            rest = rest[(close + 1)..];
        }
        text.Append(rest);
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static string Slot(string slot, Language language, Term subject, Term answer)
    {
        var ofAnswer = slot == "a" || slot.StartsWith("a:", StringComparison.Ordinal);
        var term = ofAnswer ? answer : subject;
        if (slot.Split('|') is [var masculine, var feminine])
            return term.Gender == Gender.Feminine ? feminine : masculine[(ofAnswer ? 2 : 0)..];
        return Inflection.Apply(term.In(language), slot.Length > 2 ? slot[2..] : "");
    }
}
