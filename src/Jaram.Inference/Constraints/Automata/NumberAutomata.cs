// Automata of JSON numbers: within bounds, and multiples of a number. Where bounds or a multiple are asked for, a
// number is written without an exponent, zero without a sign, and a multiple without needless digits behind the point.
// Source: RFC 8259, section 6; comparison digit by digit is ours.

using System.Globalization;

namespace Jaram.Inference.Constraints;

/// <summary>Makes automata of numbers.</summary>
internal static class NumberAutomata
{
    private const int MostRemainders = 4_096, MostPlaces = 32;

    /// <summary>Every number; together they take each text once.</summary>
    public static IEnumerable<Dfa> Of(NumberRange range, Work work, string pointer)
    {
        if (range is { IsFree: true, IsWhole: false })
        {
            yield return Free(work, pointer);
            yield break;
        }
        yield return Signed(range, negative: false, work, pointer);
        yield return Signed(range, negative: true, work, pointer);
    }

    private static Dfa Free(Work work, string pointer)
    {
        var nfa = new Nfa(work, pointer);
        int start = nfa.Add(), unsigned = nfa.Add();
        nfa.Pass(start, unsigned);
        nfa.Step(start, '-', '-', unsigned);
        var (whole, fraction) = (Whole(nfa, unsigned), nfa.Add());
        Fraction(nfa, whole, fraction);
        int e = nfa.Add(), sign = nfa.Add(), exponent = nfa.Add();
        nfa.Step(fraction, 'e', 'e', e);
        nfa.Step(fraction, 'E', 'E', e);
        nfa.Pass(e, sign);
        nfa.Step(e, '+', '+', sign);
        nfa.Step(e, '-', '-', sign);
        nfa.Step(sign, '0', '9', exponent);
        nfa.Step(exponent, '0', '9', exponent);
        nfa.Labels[fraction] = nfa.Labels[exponent] = 0;
        return Determinization.Of(nfa);
    }

    /// <summary>The numbers of one sign; zero is not negative.</summary>
    private static Dfa Signed(NumberRange range, bool negative, Work work, string pointer)
    {
        // below zero the order of magnitudes is the other way round
        var (least, leastOut) = negative ? (range.Most, range.MostExcluded) : (range.Least, range.LeastExcluded);
        var (most, mostOut) = negative ? (range.Least, range.LeastExcluded) : (range.Most, range.MostExcluded);
        var sign = negative ? -1 : 1;
        var parts = new List<Dfa> { Plain(negative, range.IsWhole, work, pointer) };
        if (most is { } top)
        {
            if (top.Sign == -sign || negative && top.Sign == 0) return Nothing(work, pointer);
            parts.Add(AtMost(top.Magnitude, mostOut, negative, work, pointer));
        }
        if (least is { } bottom && bottom.Sign == sign)
            parts.Add(AtLeast(bottom.Magnitude, leastOut, negative, work, pointer));
        else if (negative || least is { Sign: 0 } && leastOut)
            parts.Add(AtLeast(default, excluded: true, negative, work, pointer));
        foreach (var multiple in range.MultiplesOf) parts.Add(Multiples(multiple, negative, work, pointer));
        return DfaProduct.Intersection(parts, work, pointer);
    }

    private static Dfa Nothing(Work work, string pointer)
    {
        var nfa = new Nfa(work, pointer);
        nfa.Add();
        return Determinization.Of(nfa);
    }

    private static (Nfa Nfa, int State) Begin(bool negative, Work work, string pointer)
    {
        var nfa = new Nfa(work, pointer);
        var start = nfa.Add();
        return (nfa, negative ? nfa.Read(start, "-"u8) : start);
    }

    private static Dfa Plain(bool negative, bool whole, Work work, string pointer)
    {
        var (nfa, start) = Begin(negative, work, pointer);
        var end = Whole(nfa, start);
        if (!whole)
        {
            var fraction = nfa.Add();
            Fraction(nfa, end, fraction);
            end = fraction;
        }
        nfa.Labels[end] = 0;
        return Determinization.Of(nfa);
    }

    /// <summary>0, or digits that do not begin with 0.</summary>
    private static int Whole(Nfa nfa, int from)
    {
        int digits = nfa.Add(), end = nfa.Add();
        nfa.Step(from, '0', '0', end);
        nfa.Step(from, '1', '9', digits);
        nfa.Step(digits, '0', '9', digits);
        nfa.Pass(digits, end);
        return end;
    }

    /// <summary>A point and digits, or nothing.</summary>
    private static void Fraction(Nfa nfa, int from, int to)
    {
        int point = nfa.Add(), digits = nfa.Add();
        nfa.Pass(from, to);
        nfa.Step(from, '.', '.', point);
        nfa.Step(point, '0', '9', digits);
        nfa.Step(digits, '0', '9', digits);
        nfa.Pass(digits, to);
    }

    private static Dfa AtLeast(ExactNumber bound, bool excluded, bool negative, Work work, string pointer)
    {
        var (nfa, from) = Begin(negative, work, pointer);
        var end = nfa.Add();
        nfa.Labels[end] = 0;
        var whole = bound.Whole.ToString(CultureInfo.InvariantCulture);
        var more = nfa.Add(); // whole part is larger: digits and a fraction may follow
        nfa.Step(more, '0', '9', more);
        Fraction(nfa, more, end);
        var longer = from;
        for (var i = 0; i < whole.Length; i++)
        {
            var to = nfa.Add();
            nfa.Step(longer, i == 0 ? '1' : '0', '9', to);
            longer = to;
        }
        nfa.Step(longer, '0', '9', more);
        var equal = Compare(nfa, from, whole, isLarger: true, more);

        // the whole parts are equal: compare what stands behind the point
        var fraction = bound.Fraction;
        var digits = nfa.Add();
        nfa.Step(digits, '0', '9', digits);
        nfa.Pass(digits, end);
        if (fraction == "" && !excluded) nfa.Pass(equal, end);
        var at = nfa.Add();
        nfa.Step(equal, '.', '.', at);
        foreach (var digit in fraction)
        {
            if (digit < '9') nfa.Step(at, digit + 1, '9', digits);
            at = nfa.Read(at, [(byte)digit]);
        }
        if (fraction != "" && !excluded) nfa.Pass(at, end);
        nfa.Step(at, '1', '9', digits);
        nfa.Step(at, '0', '0', excluded ? at : digits);
        return Determinization.Of(nfa);
    }

    private static Dfa AtMost(ExactNumber bound, bool excluded, bool negative, Work work, string pointer)
    {
        var (nfa, from) = Begin(negative, work, pointer);
        var end = nfa.Add();
        nfa.Labels[end] = 0;
        var whole = bound.Whole.ToString(CultureInfo.InvariantCulture);
        var less = nfa.Add(); // the whole part is smaller
        Fraction(nfa, less, end);
        var shorter = from;
        for (var i = 0; i + 1 < whole.Length; i++)
        {
            var to = nfa.Add();
            nfa.Step(shorter, i == 0 ? '1' : '0', '9', to);
            nfa.Pass(to, less);
            shorter = to;
        }
        if (whole.Length > 1) nfa.Step(from, '0', '0', less);
        var equal = Compare(nfa, from, whole, isLarger: false, less);

        var fraction = bound.Fraction;
        var digits = nfa.Add();
        nfa.Step(digits, '0', '9', digits);
        nfa.Pass(digits, end);
        if (fraction != "" || !excluded) nfa.Pass(equal, end);
        var at = nfa.Add();
        nfa.Step(equal, '.', '.', at);
        foreach (var (i, digit) in fraction.Index())
        {
            if (digit > '0') nfa.Step(at, '0', digit - 1, digits);
            at = nfa.Read(at, [(byte)digit]);
            if (i + 1 < fraction.Length) nfa.Pass(at, end); // a beginning of the fraction is less than all of it
        }
        if (excluded) return Determinization.Of(nfa);
        if (fraction != "") nfa.Pass(at, end);
        var zeros = nfa.Add();
        nfa.Step(at, '0', '0', zeros);
        nfa.Step(zeros, '0', '0', zeros);
        nfa.Pass(zeros, end);
        return Determinization.Of(nfa);
    }

    /// <summary>Reads as many digits as the bound has.</summary>
    /// <param name="nfa">Takes the states.</param>
    /// <param name="from">Where they begin.</param>
    /// <param name="bound">The digits of the bound.</param>
    /// <param name="isLarger">Whether larger or smaller numbers lead to <paramref name="unequal"/>.</param>
    /// <param name="unequal">The state of numbers on the wanted side.</param>
    /// <returns>The state of numbers equal to the bound.</returns>
    private static int Compare(Nfa nfa, int from, string bound, bool isLarger, int unequal)
    {
        for (var i = 0; i < bound.Length; i++)
        {
            var least = i == 0 && bound.Length > 1 ? '1' : '0';
            int first = isLarger ? bound[i] + 1 : least, last = isLarger ? '9' : bound[i] - 1;
            if (first <= last)
            {
                var at = nfa.Add();
                nfa.Step(from, first, last, at);
                for (var rest = i + 1; rest < bound.Length; rest++)
                {
                    var to = nfa.Add();
                    nfa.Step(at, '0', '9', to);
                    at = to;
                }
                nfa.Pass(at, unequal);
            }
            from = nfa.Read(from, [(byte)bound[i]]);
        }
        return from;
    }

    /// <summary>Multiples of M / 10^k: the remainder by M is kept while digits are read, at most k behind the point.
    /// </summary>
    private static Dfa Multiples(ExactNumber multiple, bool negative, Work work, string pointer)
    {
        if (multiple.Digits > MostRemainders || multiple.Scale > MostPlaces)
            throw new SchemaException(pointer, $"multipleOf {multiple} is finer than can be held to: at most "
                + $"{MostRemainders:N0} without its point, and {MostPlaces} digits behind it");
        var m = (int)multiple.Digits;
        var (nfa, from) = Begin(negative, work, pointer);
        var states = new int[multiple.Scale + 1, m]; // (digits behind the point, remainder)
        var points = new int[m]; // the point has been read
        for (var r = 0; r < m; r++)
        {
            for (var k = 0; k <= multiple.Scale; k++) states[k, r] = nfa.Add();
            points[r] = nfa.Add();
            nfa.Step(states[0, r], '.', '.', points[r]);
        }
        nfa.Pass(from, states[0, 0]);
        var unit = 1 % m; // 10^(digits still to come) mod M
        for (var k = multiple.Scale; k >= 0; k--)
        {
            for (var r = 0; r < m; r++)
            {
                if ((long)r * unit % m == 0) nfa.Labels[states[k, r]] = 0;
                if (k == 0) Digits(nfa, states[0, r], r, to => states[0, to]);
                else Digits(nfa, k == 1 ? points[r] : states[k - 1, r], r, to => states[k, to]);
            }
            unit = (int)((long)unit * 10 % m);
        }
        return Determinization.Of(nfa);

        void Digits(Nfa nfa, int from, int remainder, Func<int, int> to)
        {
            for (var digit = 0; digit <= 9; digit++)
                nfa.Step(from, '0' + digit, '0' + digit, to((remainder * 10 + digit) % m));
        }
    }
}
