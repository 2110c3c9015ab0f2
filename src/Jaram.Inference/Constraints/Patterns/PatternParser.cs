// Reads the part of ECMA-262 regular expressions that is regular: what "pattern" in a JSON Schema is written in.
// Source: ECMA-262 (2025), section 22.2.1, with the leniency of its Annex B.1.2 for a lone ], { or }.

using System.Globalization;

namespace Jaram.Inference.Constraints;

/// <summary>Reads one expression.</summary>
internal sealed class PatternParser
{
    private const int MostCharacters = 4_096, MostRepeats = 4_096, MostDepth = 32;

    private readonly string _text, _pointer;
    private readonly ClassParser _classes;
    private int _at, _depth;

    private PatternParser(string text, string pointer, Work work)
    {
        (_text, _pointer) = (text, pointer);
        _classes = new(text, ranges => work.Spend(ranges, pointer), Wrong);
    }

    /// <summary>Takes an expression apart.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pointer">Where it stands, for the message.</param>
    /// <param name="work">What it may cost.</param>
    /// <exception cref="SchemaException">It is none, or not regular (look-around, back-reference, \b).</exception>
    public static Pattern Parse(string text, string pointer, Work work)
    {
        if (text.Length > MostCharacters)
            throw new SchemaException(pointer,
                $"the regular expression has {text.Length:N0} characters; at most {MostCharacters:N0} are read");
        work.Spend(text.Length, pointer);
        var parser = new PatternParser(text, pointer, work);
        var pattern = parser.Alternatives();
        return parser._at == text.Length ? pattern : throw parser.Wrong("has a ) without its (");
    }

    private SchemaException Wrong(string message) =>
        new(_pointer, $"the regular expression \"{_text}\" {message}");

    private Pattern Alternatives()
    {
        if (++_depth > MostDepth) throw Wrong($"nests more than {MostDepth} groups");
        var parts = new List<Pattern> { Terms() };
        while (Take('|')) parts.Add(Terms());
        _depth--;
        return parts.Count == 1 ? parts[0] : new Pattern.Either(parts);
    }

    private Pattern Terms()
    {
        var parts = new List<Pattern>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')')) parts.Add(Quantified(Atom()));
        return parts.Count == 1 ? parts[0] : new Pattern.Sequence(parts);
    }

    private Pattern Atom()
    {
        var first = _text[_at];
        switch (first)
        {
            case '^': _at++; return new Pattern.Begin();
            case '$': _at++; return new Pattern.End();
            case '.': _at++; return new Pattern.One(CodePoints.LineEnds.Complement());
            case '(': _at++; return Group();
            case '*' or '+' or '?': throw Wrong($"repeats nothing at character {_at + 1}");
            case '\\' when _at + 1 < _text.Length && _text[_at + 1] is 'b' or 'B':
                throw Wrong(@"has \b or \B, which is not supported; use ^, $ or a class");
            case '\\' when _at + 1 < _text.Length && _text[_at + 1] is (>= '1' and <= '9') or 'k':
                throw Wrong("refers back to a group, which is not regular");
            default: return new Pattern.One(_classes.Read(ref _at));
        }
    }

    private Pattern Group()
    {
        if (Take('?'))
        {
            if (_at + 1 < _text.Length && _text[_at] == '<' && _text[_at + 1] is not ('=' or '!'))
                _at = _text.IndexOf('>', _at) is > 0 and var end ? end + 1 : throw Wrong("has a group name without >");
            else if (!Take(':'))
                throw Wrong("looks ahead or behind or sets a flag, which is not supported");
        }
        var inside = Alternatives();
        return Take(')') ? inside : throw Wrong("has a ( without its )");
    }

    private Pattern Quantified(Pattern atom)
    {
        if (Quantifier() is not var (least, most)) return atom;
        if (atom is Pattern.Begin or Pattern.End) throw Wrong("repeats ^ or $");
        if (least > MostRepeats || most is > MostRepeats and < int.MaxValue)
            throw Wrong($"repeats more than {MostRepeats:N0} times");
        if (least > most) throw Wrong($"repeats {least} to {most} times; turn the numbers round");
        Take('?'); // lazy or greedy: the same language
        if (Quantifier() is not null) throw Wrong("has two quantifiers in a row");
        return new Pattern.Repeat(atom, least, most);
    }

    /// <summary>How often what stands before is repeated; null if no quantifier follows.</summary>
    private (int Least, int Most)? Quantifier()
    {
        if (Take('*')) return (0, int.MaxValue);
        if (Take('+')) return (1, int.MaxValue);
        if (Take('?')) return (0, 1);
        if (_at >= _text.Length || _text[_at] != '{') return null;
        var close = _text.IndexOf('}', _at);
        if (close < 0) return null;
        var numbers = _text[(_at + 1)..close].Split(',');
        if (numbers.Length > 2 || !Number(numbers[0], out var least)) return null;
        var most = numbers.Length == 1 ? least : int.MaxValue;
        if (numbers.Length == 2 && numbers[1] != "" && !Number(numbers[1], out most)) return null;
        _at = close + 1;
        return (least, most);
    }

    private bool Number(string digits, out int number)
    {
        if (digits.Length > 9 && digits.All(char.IsAsciiDigit)) throw Wrong("repeats too often");
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private bool Take(char wanted)
    {
        if (_at >= _text.Length || _text[_at] != wanted) return false;
        _at++;
        return true;
    }
}
