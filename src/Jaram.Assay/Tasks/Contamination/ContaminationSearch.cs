// Whether a model was raised on the questions that it is asked. The stretches of all questions are held; the texts that
// it was raised on stream past once.
// Source: Brown et al., arXiv:2005.14165, appendix C; what is counted besides is ours.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Contamination;

/// <summary>What was found of one task.</summary>
/// <param name="Task">Which.</param>
/// <param name="Questions">Its questions.</param>
/// <param name="TooShort">Of these, shorter than one stretch: nothing can be told of them.</param>
/// <param name="Touched">With one stretch or more that the model has read.</param>
/// <param name="Whole">With four in five of their stretches or more.</param>
public sealed record ContaminationResult(string Task, int Questions, int TooShort, int Touched, int Whole);

/// <summary>Looks for questions in texts.</summary>
public sealed class ContaminationSearch
{
    private const double NearlyAll = 0.8;

    private readonly List<(string Task, GramUnit Unit, ImmutableArray<ulong> Grams)> _questions = [];
    private readonly Dictionary<GramUnit, HashSet<ulong>> _wanted = [], _found = [];

    /// <summary>Takes in the questions of tasks.</summary>
    /// <exception cref="EvaluationException">A task's documents have not what it speaks of.</exception>
    public ContaminationSearch(IEnumerable<PreparedTask> tasks)
        : this(tasks.SelectMany(task => task.Texts().Select(text => (task.Name, text)))) { }

    internal ContaminationSearch(IEnumerable<(string Task, string Text)> questions)
    {
        foreach (var (task, text) in questions)
        {
            var unit = Grams.UnitOf(text);
            var grams = Grams.Of(text, unit);
            _questions.Add((task, unit, grams));
            if (!_wanted.TryGetValue(unit, out var wanted)) (_wanted[unit], _found[unit]) = (wanted = [], []);
            foreach (var gram in grams) wanted.Add(gram);
        }
    }

    /// <summary>Looks through one text that the model was raised on.</summary>
    public void Read(string text)
    {
        foreach (var (unit, wanted) in _wanted)
            foreach (var gram in Grams.Of(text, unit))
                if (wanted.Contains(gram)) _found[unit].Add(gram);
    }

    /// <summary>What was found, task by task in their order.</summary>
    public IReadOnlyList<ContaminationResult> Results() =>
    [
        .. _questions.GroupBy(question => question.Task).Select(task =>
        {
            var shares = task.Where(question => !question.Grams.IsEmpty).Select(question =>
                question.Grams.Count(_found[question.Unit].Contains) / (double)question.Grams.Length).ToList();
            return new ContaminationResult(task.Key, task.Count(), task.Count() - shares.Count,
                shares.Count(share => share > 0), shares.Count(share => share >= NearlyAll));
        }),
    ];
}
