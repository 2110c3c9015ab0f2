// Source: Python 3 reference, "Expressions": // and % round towards minus infinity, + joins texts and lists.

using System.Numerics;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>What operators do.</summary>
internal static class Operators
{
    /// <summary>Whether a comparison holds.</summary>
    /// <exception cref="EvaluationException">The two cannot be compared so.</exception>
    public static bool Compare(string sign, Value left, Value right) => sign switch
    {
        "==" => Value.Same(left, right),
        "!=" => !Value.Same(left, right),
        "in" => Holds(right.Given(), left.Given()),
        _ => Order(left.Given(), right.Given()) is var order && sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        },
    };

    /// <summary>What an operator makes of two values.</summary>
    /// <exception cref="EvaluationException">It makes nothing of such values.</exception>
    public static Value Combine(string sign, Value left, Value right) => (sign, left, right) switch
    {
        ("~", _, _) => new Value.Text(left.Show() + right.Show()),
        ("+", Value.Text a, Value.Text b) => new Value.Text(a.Characters + b.Characters),
        ("+", Value.Many a, Value.Many b) => new Value.Many([.. a.Items, .. b.Items]),
        ("*", Value.Text a, Value.Whole times) =>
            new Value.Text(string.Concat(Enumerable.Repeat(a.Characters, (int)Math.Clamp(times.Number, 0, 1 << 16)))),
        ("/", _, _) => new Value.Real(Number(sign, left) / NotZero(Number(sign, right))),
        (_, Value.Whole or Value.Truth, Value.Whole or Value.Truth) => OfWholes(sign, Whole(left), Whole(right)),
        _ => new Value.Real(OfReals(sign, Number(sign, left), Number(sign, right))),
    };

    private static Value OfWholes(string sign, long left, long right)
    {
        try
        {
            return checked(sign switch
            {
                "+" => new Value.Whole(left + right),
                "-" => new Value.Whole(left - right),
                "*" => new Value.Whole(left * right),
                "//" => new Value.Whole((long)Math.Floor((decimal)left / (long)NotZero(right))),
                "%" => new Value.Whole(((left % (long)NotZero(right)) + right) % right),
                _ when right >= 0 => new Value.Whole((long)BigInteger.Pow(left, (int)Math.Min(right, 64))),
                _ => new Value.Real(Math.Pow(left, right)),
            });
        }
        catch (OverflowException)
        {
            throw new EvaluationException($"the template reckons {left} {sign} {right}, which is beyond 64 bits");
        }
    }

    private static double OfReals(string sign, double left, double right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "//" => Math.Floor(left / NotZero(right)),
        "%" => left - right * Math.Floor(left / NotZero(right)),
        _ => Math.Pow(left, right),
    };

    private static bool Holds(Value all, Value one) => all is Value.Text text && one is Value.Text part
        ? text.Characters.Contains(part.Characters, StringComparison.Ordinal)
        : all.Each().Any(item => Value.Same(item, one));

    private static int Order(Value left, Value right) => (left, right) switch
    {
        (Value.Text a, Value.Text b) => string.CompareOrdinal(a.Characters, b.Characters),
        _ => Number("<", left).CompareTo(Number("<", right)),
    };

    private static long Whole(Value value) => value is Value.Whole whole ? whole.Number : value.IsTrue ? 1 : 0;

    private static double Number(string sign, Value value) => value.AsNumber()
        ?? throw new EvaluationException($"the template uses {sign} on {value.Spell()}, which is no number");

    private static double NotZero(double divisor) =>
        divisor != 0 ? divisor : throw new EvaluationException("the template divides by 0; guard it with an if");
}
