namespace Jaram.Training.Data;

/// <summary>What the model sees in one step: rows of ids, and the same shifted by one.</summary>
public sealed record Batch
{
    /// <summary>The target of a place that predicts nothing: after the last id of a document, and where rows end early.
    /// The <c>ignore_index</c> of cross entropy.</summary>
    public const long NoTarget = -100;

    /// <summary>B.</summary>
    public required int Rows { get; init; }

    /// <summary>T.</summary>
    public required int Context { get; init; }

    /// <summary>(B, T) row-major.</summary>
    public required long[] Inputs { get; init; }

    /// <summary>(B, T) row-major; <see cref="NoTarget"/> where nothing is predicted.</summary>
    public required long[] Targets { get; init; }

    /// <summary>(B, T) row-major: the document that each predicted id is of; nothing where rows have no documents.
    /// </summary>
    public int[] Owners { get; init; } = [];

    /// <summary>The documents in these rows, in order of appearance, each once.</summary>
    public required IReadOnlyList<int> Documents { get; init; }

    /// <summary>Ids that are predicted here.</summary>
    public required int Predicted { get; init; }

    /// <summary>UTF-8 bytes of the texts that end here: over a whole pass, of every text once.
    /// Bits per byte = sum of losses in nats / ln 2 / sum of these.</summary>
    public required long TextBytes { get; init; }
}
