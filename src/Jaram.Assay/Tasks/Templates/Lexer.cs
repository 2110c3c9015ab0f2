// Source: Jinja 3.1, "Template Designer Documentation", sections Expressions and Whitespace Control.

using System.Globalization;
using System.Text;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>What a word of an expression is.</summary>
internal enum WordKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>Digits.</summary>
    Whole,

    /// <summary>Digits with a point or an exponent.</summary>
    Real,

    /// <summary>What stands between quotes.</summary>
    Text,

    /// <summary>An operator, a bracket, a comma.</summary>
    Sign,

    /// <summary>Nothing more comes.</summary>
    End,
}

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Spelling">Of a text what it means, else how it is written.</param>
internal readonly record struct Word(WordKind Kind, string Spelling);

/// <summary>Cuts an expression into words, up to the brackets that close it.</summary>
/// <param name="source">A template, or a literal of its own.</param>
/// <param name="at">Where the expression begins.</param>
internal sealed class Lexer(string source, int at)
{
    private static readonly string[] _signs =
        ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}",
            ".", ",", ":", "|"];

    private int _at = at, _depth;

    /// <summary>Where the next word begins; after the last, behind the brackets that close.</summary>
    public int At => _at;

    /// <summary>Whether the closing brackets ask for blanks behind them to go.</summary>
    public bool TrimsAfter { get; private set; }

    /// <summary>All words up to <paramref name="close"/>, or to the end of the source where that is empty.</summary>
    /// <exception cref="EvaluationException">It never comes, or a letter is none of the language.</exception>
    public List<Word> Words(string close)
    {
        var words = new List<Word>();
        while (true)
        {
            while (_at < source.Length && char.IsWhiteSpace(source[_at])) _at++;
            if (_at == source.Length)
            {
                if (close != "") throw new EvaluationException($"the template has no {close} to end what it begins");
                return words;
            }
            if (close != "" && _depth == 0 && Closes(close)) return words;
            words.Add(Next());
        }
    }

    private bool Closes(string close)
    {
        var trims = source[_at] == '-' && string.CompareOrdinal(source, _at + 1, close, 0, close.Length) == 0;
        if (!trims && string.CompareOrdinal(source, _at, close, 0, close.Length) != 0) return false;
        (TrimsAfter, _at) = (trims, _at + close.Length + (trims ? 1 : 0));
        return true;
    }

    private Word Next()
    {
        var letter = source[_at];
        if (letter is '"' or '\'') return new(WordKind.Text, Quoted());
        if (char.IsAsciiDigit(letter)) return Number();
        if (char.IsLetter(letter) || letter == '_')
            return new(WordKind.Name, Take(c => char.IsLetterOrDigit(c) || c == '_'));
        var sign = Array.Find(_signs, sign => string.CompareOrdinal(source, _at, sign, 0, sign.Length) == 0)
            ?? throw new EvaluationException(
                $"the template has '{letter}' in an expression, which means nothing there");
        _at += sign.Length;
        _depth += sign is "(" or "[" or "{" ? 1 : sign is ")" or "]" or "}" ? -1 : 0;
        return new(WordKind.Sign, sign);
    }

    private Word Number()
    {
        var start = _at;
        Take(char.IsAsciiDigit);
        var isReal = false;
        if (_at + 1 < source.Length && source[_at] == '.' && char.IsAsciiDigit(source[_at + 1]))
        {
            (isReal, _at) = (true, _at + 1);
            Take(char.IsAsciiDigit);
        }
        if (_at < source.Length && source[_at] is 'e' or 'E')
        {
            (isReal, _at) = (true, _at + 1);
            if (_at < source.Length && source[_at] is '+' or '-') _at++;
            Take(char.IsAsciiDigit);
        }
        return new(isReal ? WordKind.Real : WordKind.Whole, source[start.._at]);
    }

    private string Take(Predicate<char> isOne)
    {
        var start = _at;
        while (_at < source.Length && isOne(source[_at])) _at++;
        return source[start.._at];
    }

    private string Quoted()
    {
        var (quote, text) = (source[_at++], new StringBuilder());
        for (; _at < source.Length && source[_at] != quote; _at++)
        {
            if (source[_at] != '\\' || _at + 1 == source.Length)
            {
                text.Append(source[_at]);
                continue;
            }
            _at++;
            text.Append(source[_at] switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                'x' => Escaped(2),
                'u' => Escaped(4),
                '\\' or '\'' or '"' => source[_at].ToString(),
                var other => $"\\{other}",
            });
        }
        if (_at == source.Length) throw new EvaluationException("the template has a quote that never ends");
        _at++;
        return text.ToString();
    }

    private string Escaped(int digits)
    {
        if (_at + digits >= source.Length
            || !int.TryParse(source.AsSpan(_at + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
                out var code))
            throw new EvaluationException($"the template has an escape without its {digits} hexadecimal digits");
        _at += digits;
        return ((char)code).ToString();
    }
}
