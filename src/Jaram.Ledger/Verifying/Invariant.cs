using System.Globalization;
using System.Runtime.CompilerServices;

namespace Jaram.Ledger.Verifying;

/// <summary>Text made the same way in every country, over several lines of code.</summary>
[InterpolatedStringHandler]
internal ref struct Invariant(int literals, int holes)
{
    private DefaultInterpolatedStringHandler _text = new(literals, holes, CultureInfo.InvariantCulture);

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    /// <summary>The text; ask once.</summary>
    public override string ToString() => _text.ToStringAndClear();
}
