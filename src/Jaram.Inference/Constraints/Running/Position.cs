namespace Jaram.Inference.Constraints;

/// <summary>Where a document that is being written stands. Immutable: to go back, keep the position of before. One that
/// no <see cref="Constraint"/> gave stands nowhere: nothing may follow.</summary>
public readonly struct Position
{
    private readonly ThreadSet? _set;
    private readonly Frame? _frame;

    internal Position(ThreadSet set, Frame frame) => (_set, _frame) = (set, frame);

    internal ThreadSet Set => _set ?? Frame.None.Waiting;

    internal Frame Frame => _frame ?? Frame.None;
}
