// Expressions of templates: literals, names, members, slices, methods, filters, tests, arithmetic, if-else.
// Source: Jinja 3.1, "Template Designer Documentation", section Expressions; order of operators as in jinja2/parser.py.

using System.Globalization;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>What an expression comes to.</summary>
internal delegate Value Expression(Scope scope);

/// <summary>Reads one expression.</summary>
/// <param name="words">Its words.</param>
internal sealed class ExpressionReader(IReadOnlyList<Word> words)
{
    private int _at;

    private Word Here => _at < words.Count ? words[_at] : new(WordKind.End, "its end");

    /// <summary>Whether all words are read.</summary>
    public bool IsAtEnd => _at == words.Count;

    /// <summary>Reads an expression that all words belong to.</summary>
    /// <exception cref="EvaluationException">They are no expression.</exception>
    public Expression Whole()
    {
        var read = Tuple();
        return IsAtEnd ? read : throw Wrong("nothing more");
    }

    /// <summary>Takes a sign or keyword if it comes next.</summary>
    public bool Takes(string spelling)
    {
        if (Here.Kind is not (WordKind.Sign or WordKind.Name) || Here.Spelling != spelling) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a name.</summary>
    /// <exception cref="EvaluationException">None comes next.</exception>
    public string Name()
    {
        if (Here.Kind != WordKind.Name) throw Wrong("a name");
        return words[_at++].Spelling;
    }

    /// <summary>Takes a sign or keyword that must come next.</summary>
    /// <exception cref="EvaluationException">Something else comes.</exception>
    public void Need(string spelling)
    {
        if (!Takes(spelling)) throw Wrong($"'{spelling}'");
    }

    /// <summary>Reads an expression.</summary>
    public Expression Conditional()
    {
        var value = Or();
        while (Takes("if"))
        {
            var (then, condition) = (value, Or());
            var otherwise = Takes("else") ? Conditional() : _ => new Value.Text("");
            value = scope => condition(scope).IsTrue ? then(scope) : otherwise(scope);
        }
        return value;
    }

    /// <summary>Reads an expression without if-else: what a loop goes through.</summary>
    public Expression Or()
    {
        var value = And();
        while (Takes("or"))
        {
            var (left, right) = (value, And());
            value = scope => left(scope) is var first && first.IsTrue ? first : right(scope);
        }
        return value;
    }

    private Expression Tuple()
    {
        var first = Conditional();
        if (Here is not { Kind: WordKind.Sign, Spelling: "," }) return first;
        var all = new List<Expression> { first };
        while (Takes(",") && !IsAtEnd && Here is not { Kind: WordKind.Sign, Spelling: ")" }) all.Add(Conditional());
        return scope => new Value.Many([.. all.Select(one => one(scope).Given())]);
    }

    private Expression And()
    {
        var value = Not();
        while (Takes("and"))
        {
            var (left, right) = (value, Not());
            value = scope => left(scope) is var first && first.IsTrue ? right(scope) : first;
        }
        return value;
    }

    private Expression Not()
    {
        if (!Takes("not")) return Comparison();
        var inner = Not();
        return scope => new Value.Truth(!inner(scope).IsTrue);
    }

    private Expression Comparison()
    {
        var value = Sum();
        while (true)
        {
            var isNegated = Here is { Kind: WordKind.Name, Spelling: "not" } && _at + 1 < words.Count
                && words[_at + 1].Spelling == "in";
            if (isNegated) _at++;
            var sign = Here.Kind == WordKind.Text ? "" : Here.Spelling;
            if (sign is not ("==" or "!=" or "<" or "<=" or ">" or ">=" or "in")) return value;
            _at++;
            var (left, right) = (value, Sum());
            value = scope => new Value.Truth(Operators.Compare(sign, left(scope), right(scope)) != isNegated);
        }
    }

    private Expression Sum() => Chain(Joined, "+", "-");

    private Expression Joined() => Chain(Product, "~");

    private Expression Product() => Chain(() => Chain(Signed, "**"), "*", "/", "//", "%");

    private Expression Chain(Func<Expression> part, params string[] signs)
    {
        var value = part();
        while (Here.Kind == WordKind.Sign && signs.Contains(Here.Spelling))
        {
            var (sign, left) = (words[_at++].Spelling, value);
            var right = part();
            value = scope => Operators.Combine(sign, left(scope).Given(), right(scope).Given());
        }
        return value;
    }

    private Expression Signed()
    {
        var isMinus = Takes("-");
        if (!isMinus && !Takes("+")) return Filtered(Followed(Primary()));
        var inner = Followed(Primary());
        return Filtered(isMinus
            ? scope => Operators.Combine("-", new Value.Whole(0), inner(scope).Given())
            : inner);
    }

    /// <summary>Members, items, slices and calls of methods.</summary>
    private Expression Followed(Expression value)
    {
        while (true)
        {
            var of = value;
            if (Takes("."))
            {
                var name = Here.Kind == WordKind.Whole ? words[_at++].Spelling : Name();
                if (!Takes("("))
                {
                    value = scope => Members.Member(of(scope).Given(), name);
                    continue;
                }
                var arguments = Arguments();
                value = scope => Methods.Call(of(scope).Given(), name, Given(arguments, scope));
            }
            else if (Takes("[")) value = Item(of);
            else return value;
        }
    }

    private Expression Item(Expression of)
    {
        var (parts, colons) = (new Expression?[3], 0);
        while (!Takes("]"))
        {
            if (Takes(":")) colons++;
            else if (colons < parts.Length) parts[colons] = Conditional();
            else throw Wrong("']'");
        }
        if (colons == 0)
            return parts[0] is { } index
                ? scope => Members.Item(of(scope).Given(), index(scope).Given())
                : throw Wrong("an index");
        return scope => Members.Slice(of(scope).Given(),
            parts[0]?.Invoke(scope), parts[1]?.Invoke(scope), parts[2]?.Invoke(scope));
    }

    private Expression Filtered(Expression value)
    {
        while (true)
        {
            var of = value;
            if (Takes("|"))
            {
                var name = Name();
                List<Expression> arguments = Takes("(") ? Arguments() : [];
                Filters.Check(name);
                value = scope => Filters.Apply(name, of(scope), Given(arguments, scope));
            }
            else if (Takes("is"))
            {
                var isNegated = Takes("not");
                var name = Name();
                Filters.CheckTest(name);
                value = scope => new Value.Truth(Filters.Test(name, of(scope)) != isNegated);
            }
            else return value;
        }
    }

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        while (!Takes(")"))
        {
            if (arguments.Count > 0) Need(",");
            if (Here.Kind == WordKind.Name && _at + 1 < words.Count && words[_at + 1].Spelling == "=") _at += 2;
            arguments.Add(Conditional());
        }
        return arguments;
    }

    private static Value[] Given(List<Expression> arguments, Scope scope) =>
        [.. arguments.Select(argument => argument(scope).Given())];

    private Expression Primary()
    {
        var word = Here;
        _at++;
        switch (word.Kind)
        {
            case WordKind.Text:
                var text = word.Spelling;
                for (; Here.Kind == WordKind.Text; _at++) text += Here.Spelling;
                return Constant(new Value.Text(text));
            case WordKind.Whole:
                return long.TryParse(word.Spelling, CultureInfo.InvariantCulture, out var whole)
                    ? Constant(new Value.Whole(whole))
                    : throw new EvaluationException($"the template has {word.Spelling}, which is beyond 64 bits");
            case WordKind.Real:
                return Constant(new Value.Real(double.Parse(word.Spelling, CultureInfo.InvariantCulture)));
            case WordKind.Name:
                return Named(word.Spelling);
        }
        switch (word.Spelling)
        {
            case "[": return List("]");
            case "{": return Dictionary();
            case "(":
                if (Takes(")")) return Constant(new Value.Many([]));
                var inner = Tuple();
                Need(")");
                return inner;
        }
        _at--;
        throw Wrong("a value");
    }

    private Expression Named(string name)
    {
        switch (name)
        {
            case "true" or "True": return Constant(new Value.Truth(true));
            case "false" or "False": return Constant(new Value.Truth(false));
            case "none" or "None": return Constant(Value.None);
            case "range":
                Need("(");
                var arguments = Arguments();
                return scope => Methods.Range(Given(arguments, scope));
        }
        if (Here is { Kind: WordKind.Sign, Spelling: "(" })
            throw new EvaluationException($"the template calls {name}(), Jaram knows only range() there");
        return scope => scope.Find(name);
    }

    private Expression List(string end)
    {
        var items = new List<Expression>();
        while (!Takes(end))
        {
            if (items.Count > 0) Need(",");
            if (Takes(end)) break;
            items.Add(Conditional());
        }
        return scope => new Value.Many([.. items.Select(item => item(scope).Given())]);
    }

    private Expression Dictionary()
    {
        var members = new List<(Expression Name, Expression Value)>();
        while (!Takes("}"))
        {
            if (members.Count > 0) Need(",");
            if (Takes("}")) break;
            var name = Conditional();
            Need(":");
            members.Add((name, Conditional()));
        }
        return scope => new Value.Named([.. members.Select(member =>
            KeyValuePair.Create(member.Name(scope).Show(), member.Value(scope).Given()))]);
    }

    private static Expression Constant(Value value) => _ => value;

    private EvaluationException Wrong(string wanted) =>
        new($"the template has '{Here.Spelling}' where {wanted} should come");
}
