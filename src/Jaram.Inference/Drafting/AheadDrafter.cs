// The model's own modules ahead, as drafters. Module j is given the stream of module j - 1 and the embedding of the
// token j + 1 places on; all but the first of these tokens are guesses themselves, so its last row is made again when
// the truth is known. What the modules keep lies in the text's own pages.
// Source: DeepSeek-V3, arXiv:2412.19437, section 2.2 and its remark on speculative decoding.

using Jaram.Inference.Caching;

namespace Jaram.Inference.Drafting;

/// <summary>Guesses one token for each module that looks ahead.</summary>
public sealed unsafe class AheadDrafter : IDrafter, IDisposable
{
    private readonly Engine _engine;
    private readonly Sequence _text;
    private readonly int _width;
    private readonly Rows[] _waiting;

    /// <param name="engine">An engine whose model looks ahead.</param>
    /// <param name="text">The text that is guessed.</param>
    /// <exception cref="InferenceException">The model does not look ahead.</exception>
    public AheadDrafter(Engine engine, Sequence text)
    {
        var depth = engine.Design.Ahead?.Depth ?? throw new InferenceException(
            $"{engine.Design.Name} has no modules that look ahead; draft by looking the prompt up");
        (_engine, _text, _width) = (engine, text, engine.Design.Width);
        _waiting = [.. Enumerable.Range(0, depth).Select(_ => new Rows(_width))];
    }

    /// <inheritdoc/>
    public void Accept(int row, int count) => _waiting[0].Add(_engine.Stream(row), count);

    /// <inheritdoc/>
    public int Draft(ReadOnlySpan<int> text, Span<int> into)
    {
        var guessed = 0;
        Span<int> next = stackalloc int[Engine.RowsAtMost];
        for (; guessed < Math.Min(_waiting.Length, into.Length); guessed++)
        {
            var rows = _waiting[guessed];
            if (rows.Count == 0) return guessed;
            for (var i = 0; i < rows.Count; i++)
            {
                var place = _text.Length - rows.Count + i + 1 + guessed;
                next[i] = place < text.Length ? text[place] : into[place - text.Length];
            }
            var (stream, guess) = _engine.Foresee(_text, guessed, rows.Start, rows.Count, next[..rows.Count]);
            into[guessed] = guess;
            if (guessed + 1 < _waiting.Length) _waiting[guessed + 1].Add((float*)stream, rows.Count);
            rows.KeepLast(guessed == 0 ? 0 : 1);                        // what rests on a guess is made again
        }
        return guessed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rows in _waiting) rows.Dispose();
    }

    /// <summary>Rows of a stream that wait for the token after them.</summary>
    private sealed class Rows(int width) : IDisposable
    {
        private readonly NativeArray<float> _numbers = new((long)width * Engine.RowsAtMost);

        public int Count { get; private set; }

        public float* Start => _numbers.Start;

        /// <summary>Adds rows; were it too many, the oldest go, and guesses get worse.</summary>
        public void Add(float* rows, int count)
        {
            if (Count + count > Engine.RowsAtMost) KeepLast(Math.Max(0, Engine.RowsAtMost - count));
            new ReadOnlySpan<float>(rows, count * width).CopyTo(_numbers.Slice((long)Count * width, count * width));
            Count += count;
        }

        public void KeepLast(int count)
        {
            _numbers.Slice((long)(Count - Math.Min(count, Count)) * width, Math.Min(count, Count) * width)
                .CopyTo(_numbers.Slice(0, Math.Min(count, Count) * width));
            Count = Math.Min(count, Count);
        }

        public void Dispose() => _numbers.Dispose();
    }
}
