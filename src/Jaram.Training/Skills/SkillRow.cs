using Jaram.Ledger.Growth;

namespace Jaram.Training.Skills;

/// <summary>One exercise: ids in a row, some of which are answers. Only answers are learnt from and scored.</summary>
/// <param name="length">Ids that fit: context + 1.</param>
/// <param name="random">Its own stream of draws.</param>
internal sealed class SkillRow(int length, CounterRandom random)
{
    private readonly List<int> _ids = [];
    private readonly HashSet<int> _answers = [];
    private ulong _draws;

    /// <summary>Ids that still fit.</summary>
    public int Room => length - _ids.Count;

    /// <summary>An id of the row; blank behind its end.</summary>
    public int this[int place] => place < _ids.Count ? _ids[place] : SkillTokens.Blank;

    /// <summary>Whether the id at a place is an answer.</summary>
    public bool IsAnswer(int place) => _answers.Contains(place);

    /// <summary>Adds ids that are given.</summary>
    public void Say(params ReadOnlySpan<int> ids) => _ids.AddRange(ids);

    /// <summary>Adds an id that is to be known.</summary>
    public void Answer(int id)
    {
        _answers.Add(_ids.Count);
        _ids.Add(id);
    }

    /// <summary>A number from 0 up to a bound.</summary>
    public int Draw(int below) => (int)(Unit() * below);

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => random.Unit(_draws++);

    /// <summary>Different numbers from 0 up to a bound, in drawn order.</summary>
    public int[] DrawDistinct(int count, int below)
    {
        int[] all = [.. Enumerable.Range(0, below)];
        for (var i = 0; i < count; i++)
        {
            var other = i + Draw(below - i);
            (all[i], all[other]) = (all[other], all[i]);
        }
        return all[..count];
    }
}
