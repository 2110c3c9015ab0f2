using System.Text;

namespace Jaram.Server.Serving;

/// <summary>An answer put together of its pieces.</summary>
internal sealed class Whole
{
    private readonly StringBuilder _text = new();
    private readonly List<Told> _tokens = [];

    /// <summary>Its text.</summary>
    public string Text => _text.ToString();

    /// <summary>Its tokens, if probabilities are told.</summary>
    public IReadOnlyCollection<Told> Tokens => _tokens;

    /// <summary>The piece that ended it.</summary>
    public Piece Last { get; private set; }

    /// <summary>Adds the next piece.</summary>
    public void Add(Piece piece)
    {
        _text.Append(piece.Text);
        _tokens.AddRange(piece.Tokens);
        Last = piece;
    }
}
