// Texts with {{ values }} and {% statements %}: if, for, set. Blanks are kept as they stand, but for {%- and -%}.
// Source: Jinja 3.1, "Template Designer Documentation"; lm_eval/utils.py (apply_template): StrictUndefined and
// keep_trailing_newline.

using System.Text;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>A template, read once and used on many documents. Immutable.</summary>
internal sealed class Template
{
    private delegate void Piece(Scope scope, StringBuilder into);

    private readonly string _source;
    private readonly List<Piece> _pieces;

    private Template(string source)
    {
        _source = source;
        var reader = new Reader(source);
        _pieces = reader.Pieces();
        if (reader.Ended != "") throw new EvaluationException(
            $"the template has {{% {reader.Ended} %}} that ends nothing");
    }

    /// <summary>Reads a template.</summary>
    /// <exception cref="EvaluationException">It is none, or says what Jaram does not know.</exception>
    public static Template Read(string source) => new(source);

    /// <summary>What it was read from.</summary>
    public string Source => _source;

    /// <summary>Fills it with a document's values.</summary>
    /// <exception cref="EvaluationException">The document has not what it speaks of.</exception>
    public string Fill(Value.Named document)
    {
        var (scope, text) = (new Scope(Scope.Of(document)), new StringBuilder());
        foreach (var piece in _pieces) piece(scope, text);
        return text.ToString();
    }

    /// <summary>Reads what Python would call a literal: texts, numbers, lists, dictionaries.</summary>
    /// <exception cref="EvaluationException">It is no literal.</exception>
    public static Value Literal(string text) =>
        new ExpressionReader(new Lexer(text, 0).Words("")).Whole()(Scope.Of(new Value.Named([]))).Given();

    private sealed class Reader(string source)
    {
        private int _at;
        private bool _trims;
        private ExpressionReader _statement = new([]);

        /// <summary>The statement that ended the pieces; empty for the end of the template.</summary>
        public string Ended { get; private set; } = "";

        public List<Piece> Pieces()
        {
            var pieces = new List<Piece>();
            Ended = "";
            while (_at < source.Length)
            {
                var next = NextBrackets();
                Plain(source[_at..next], next, pieces);
                _at = next;
                if (_at == source.Length) break;
                var kind = source[_at + 1];
                _at += _at + 2 < source.Length && source[_at + 2] is '-' or '+' ? 3 : 2;
                if (kind == '#') Comment();
                else if (kind == '{')
                {
                    var value = new ExpressionReader(Words("}}")).Whole();
                    pieces.Add((scope, into) => into.Append(value(scope).Given().Show()));
                }
                else if (Statement(pieces)) return pieces;
            }
            Ended = "";                                                 // not by what ended a block inside
            return pieces;
        }

        private List<Word> Words(string close)
        {
            var lexer = new Lexer(source, _at);
            var words = lexer.Words(close);
            (_at, _trims) = (lexer.At, lexer.TrimsAfter);
            return words;
        }

        private int NextBrackets()
        {
            for (var at = _at; at + 1 < source.Length; at++)
                if (source[at] == '{' && source[at + 1] is '{' or '%' or '#') return at;
            return source.Length;
        }

        private void Plain(string text, int end, List<Piece> pieces)
        {
            if (_trims) text = PythonText.TrimStart(text);
            if (end + 2 < source.Length && source[end + 2] == '-') text = PythonText.TrimEnd(text);
            _trims = false;
            if (text != "") pieces.Add((_, into) => into.Append(text));
        }

        private void Comment()
        {
            var end = source.IndexOf("#}", _at, StringComparison.Ordinal);
            if (end < 0) throw new EvaluationException("the template has no #} to end what it begins");
            (_at, _trims) = (end + 2, source[end - 1] == '-');
        }

        /// <summary>Reads a statement; true if it ends or parts what it stands in.</summary>
        private bool Statement(List<Piece> pieces)
        {
            _statement = new(Words("%}"));
            switch (_statement.Name())
            {
                case "if": pieces.Add(Condition()); return false;
                case "for": pieces.Add(Loop()); return false;
                case "set": pieces.Add(Setting()); return false;
                case "elif": Ended = "elif"; return true;
                case "else" when _statement.IsAtEnd: Ended = "else"; return true;
                case "endif": Ended = "endif"; return true;
                case "endfor": Ended = "endfor"; return true;
                case var other:
                    throw new EvaluationException($"the template has {{% {other} %}}, Jaram knows if, for and set");
            }
        }

        private Piece Setting()
        {
            var name = _statement.Name();
            _statement.Need("=");
            var value = _statement.Whole();
            return (scope, _) => scope.Set(name, value(scope));
        }

        private Piece Condition()
        {
            var condition = _statement.Whole();
            var (then, otherwise) = (Pieces(), new List<Piece>());
            if (Ended == "elif") otherwise = [Condition()];
            else
            {
                if (Ended == "else") otherwise = Pieces();
                Close("endif", "if");
            }
            return (scope, into) => Fill(condition(scope).IsTrue ? then : otherwise, scope, into);
        }

        private Piece Loop()
        {
            var names = new List<string> { _statement.Name() };
            while (_statement.Takes(",")) names.Add(_statement.Name());
            _statement.Need("in");
            var all = _statement.Or();
            var isWanted = _statement.Takes("if") ? _statement.Or() : null;
            if (!_statement.IsAtEnd) throw new EvaluationException(
                "the template has a for that says more than it should");
            var (body, otherwise) = (Pieces(), new List<Piece>());
            if (Ended == "else") otherwise = Pieces();
            Close("endfor", "for");
            return (scope, into) =>
            {
                var rounds = all(scope).Each().Select(item => Round(scope, names, item))
                    .Where(round => isWanted is null || isWanted(round).IsTrue).ToList();
                foreach (var (index, round) in rounds.Index())
                {
                    round.Set("loop", Place(index, rounds.Count));
                    Fill(body, round, into);
                }
                if (rounds.Count == 0) Fill(otherwise, scope, into);
            };
        }

        private void Close(string end, string begin)
        {
            if (Ended != end) throw new EvaluationException(
                $"the template has a {{% {begin} %}} without its {{% {end} %}}");
        }

        private static Scope Round(Scope scope, List<string> names, Value item)
        {
            var round = new Scope(scope);
            if (names is [var only])
            {
                round.Set(only, item);
                return round;
            }
            var parts = item.Each();
            if (parts.Count != names.Count)
                throw new EvaluationException(
                    $"the template's for names {names.Count} parts, an item has {parts.Count}");
            foreach (var (name, part) in names.Zip(parts)) round.Set(name, part);
            return round;
        }

        private static Value.Named Place(int index, int count) => new([
            new("index", new Value.Whole(index + 1)), new("index0", new Value.Whole(index)),
            new("first", new Value.Truth(index == 0)), new("last", new Value.Truth(index == count - 1)),
            new("length", new Value.Whole(count)), new("revindex", new Value.Whole(count - index)),
        ]);

        private static void Fill(List<Piece> pieces, Scope scope, StringBuilder into)
        {
            foreach (var piece in pieces) piece(scope, into);
        }
    }
}
