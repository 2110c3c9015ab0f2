using Jaram.Inference.Constraints;

namespace Jaram.Inference.Serving;

/// <summary>Holds one answer to a rule, token by token.</summary>
/// <param name="guidance">The rule.</param>
/// <param name="vocabulary">Tokens that there are.</param>
internal sealed class Guide(Guidance guidance, int vocabulary)
{
    private readonly ulong[] _mask = new ulong[(vocabulary + 63) / 64];
    private Position _position = guidance.Constraint.Start;
    private bool _holds = guidance.Trigger is null;

    /// <summary>Takes every chance from the tokens that may not come.</summary>
    /// <param name="scores">One a token of the vocabulary.</param>
    public void Restrain(Span<float> scores)
    {
        if (!_holds) return;
        guidance.Constraint.Allow(_position, _mask);
        for (var id = 0; id < scores.Length; id++)
            if ((_mask[id / 64] >> id % 64 & 1) == 0) scores[id] = float.NegativeInfinity;
    }

    /// <summary>Tells of the token that came.</summary>
    public void Note(int token)
    {
        if (_holds) guidance.Constraint.TryAdvance(_position, token, out _position);
        else _holds = token == guidance.Trigger;
    }
}
