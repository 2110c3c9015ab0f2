using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>A place in a graph, by what reads there: two architectures have the same place if the same is read in the
/// same way.</summary>
/// <param name="Reader">The word of the node that reads here; none where the layer ends.</param>
/// <param name="Port">Which of its inputs.</param>
/// <param name="Above">The word of the node that reads that one.</param>
internal readonly record struct Slot(string Reader, string Port, string Above)
{
    /// <summary>Where the layer ends.</summary>
    public static Slot End { get; } = new("", "", "");

    /// <summary>An input of a node that stands here.</summary>
    public Slot Under(Operator op, int input) => new(op.Word, PortOf(op, input), Reader);

    /// <inheritdoc/>
    public override string ToString() => Reader == "" ? "end" : $"{Above}>{Reader}.{Port}";

    /// <summary>What an input is for.</summary>
    private static string PortOf(Operator op, int input) => op switch
    {
        Match => input % 2 == 0 ? "query" : "key",
        Mix => input == 0 ? "weights" : "values",
        Blend or Spread or Turn => input == 0 ? "weights" : "streams",
        Top => input == 0 ? "scores" : "choice",
        Select or Gather or Pool => input == 0 ? "tokens" : "marks",
        DeltaRule or StateSpace or Wkv => input switch { 0 => "query", 1 => "key", 2 => "value", 3 => "decay", _ =>
            "rate" },
        _ => "",
    };
}
