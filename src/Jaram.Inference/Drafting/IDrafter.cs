namespace Jaram.Inference.Drafting;

/// <summary>Guesses how a text goes on, for less than it costs to compute it. A wrong guess changes nothing but time.
/// </summary>
public interface IDrafter
{
    /// <summary>Guesses.</summary>
    /// <param name="text">All tokens so far; the engine has read all but the last.</param>
    /// <param name="into">To be filled from its start.</param>
    /// <returns>How many were guessed; perhaps none.</returns>
    int Draft(ReadOnlySpan<int> text, Span<int> into);

    /// <summary>Tells what the engine has just read and keeps.</summary>
    /// <param name="row">First of the rows of the engine's last run.</param>
    /// <param name="count">How many.</param>
    void Accept(int row, int count);
}
