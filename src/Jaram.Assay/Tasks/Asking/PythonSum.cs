// Sums as Python's sum() makes them since 3.12: what each addition loses is gathered and added at the end. The harness
// adds log-probabilities so, and the last digit depends on it.
// Source: Neumaier, ZAMM 54 (1974) 39; CPython 3.12, Python/bltinmodule.c (builtin_sum).

namespace Jaram.Assay.Tasks.Asking;

/// <summary>Adds numbers.</summary>
internal static class PythonSum
{
    /// <summary>The sum in the order given; 0 of none.</summary>
    public static double Of(IEnumerable<double> numbers)
    {
        var (sum, lost, isFirst) = (0.0, 0.0, true);
        foreach (var number in numbers)
        {
            if (isFirst)
            {
                (sum, isFirst) = (0 + number, false);
                continue;
            }
            var next = sum + number;
            lost += Math.Abs(sum) >= Math.Abs(number) ? sum - next + number : number - next + sum;
            sum = next;
        }
        return lost != 0 && double.IsFinite(lost) ? sum + lost : sum;
    }
}
