namespace Jaram.Inference.Constraints;

/// <summary>Where a document that is being written stands. Immutable: to go back, keep the position of before.</summary>
public readonly struct Position
{
    internal Position(ThreadSet set, Frame frame) => (Set, Frame) = (set, frame);

    internal ThreadSet Set { get; }

    internal Frame Frame { get; }
}
