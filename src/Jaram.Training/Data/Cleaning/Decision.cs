using System.Globalization;
using System.Text.Json;

namespace Jaram.Training.Data;

/// <summary>What became of one document, and why.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Its key in <see cref="CleaningReport.Dropped"/>, such as "exactDuplicate".</summary>
    internal string Reason => JsonNamingPolicy.CamelCase.ConvertName(GetType().Name);

    /// <summary>It stays.</summary>
    public sealed record Kept : Decision;

    /// <summary>It has no character but white space.</summary>
    public sealed record Empty : Decision;

    /// <summary>It has fewer characters than asked for.</summary>
    public sealed record TooShort(int Characters, int Least) : Decision;

    /// <summary>It has more characters than allowed.</summary>
    public sealed record TooLong(int Characters, int Most) : Decision;

    /// <summary>Too few of its letters are in the scripts that are wanted.</summary>
    public sealed record OtherScript(double Share, double Least) : Decision;

    /// <summary>The same was there before.</summary>
    /// <param name="First">The number of that document in reading order, from 0.</param>
    public sealed record ExactDuplicate(long First) : Decision;

    /// <summary>Nearly the same was there before.</summary>
    /// <param name="First">The number of that document in reading order, from 0.</param>
    /// <param name="Similarity">As estimated, in [0, 1].</param>
    public sealed record NearDuplicate(long First, double Similarity) : Decision;
}

/// <summary>A document and what became of it.</summary>
/// <param name="Number">Its number in reading order, from 0.</param>
/// <param name="Document">The document.</param>
/// <param name="Decision">What became of it.</param>
public sealed record Judged(long Number, Document Document, Decision Decision)
{
    /// <summary>One line for a log: number, place, name, decision with its numbers.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number}\t{Document.Place}\t{Document.Id}\t{Decision}");
}
