// An answer as text: tokens come in, whole characters come out, and texts that end an answer are looked for in them.
// Source: ours.

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Jaram.Inference.Generating;
using Jaram.Inference.Serving;
using Jaram.Server.Answering;
using Jaram.Server.Asking;
using Jaram.Tokenizers;

namespace Jaram.Server.Serving;

/// <summary>One answer to a question.</summary>
/// <param name="index">Its number among the answers to one request.</param>
/// <param name="answer">Its tokens.</param>
/// <param name="question">What was asked.</param>
/// <param name="prompt">Which of its prompts.</param>
/// <param name="text">How tokens are spelled.</param>
internal sealed class Reply(int index, Answer answer, Question question, Prompt prompt, ModelText text)
{
    private readonly StreamDecoder _decoder = text.Decoder();
    private readonly StopFinder _stops = new(question.Stops);
    private readonly List<Told> _told = [];
    private readonly StringBuilder _call = new();
    private bool _isCalling = question.Calls == Calls.Always;
    private int _characters;

    /// <summary>Its number among the answers to one request.</summary>
    public int Index => index;

    /// <summary>What it costs, once it is over.</summary>
    public Answer Answer => answer;

    /// <summary>Reads it to its end; taken back when the caller goes.</summary>
    /// <exception cref="RefusedException">The server ends before the answer does.</exception>
    public async IAsyncEnumerable<Piece> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var gone = cancel.UnsafeRegister(static it => ((Answer)it!).Cancel(), answer);
        if (Echo() is { Text: not "" } echo) yield return echo;
        var prompted = question.ScoresPrompt ? prompt.Ids.Length : 0;
        await foreach (var token in answer.Tokens.ReadAllAsync(cancel))
        {
            if (_stops.IsFound) continue;                               // it is taken back; its last numbers come
            var piece = prompted > 0 ? PushPrompt(token, prompt.Ids.Length - prompted--) : Push(token);
            if (_stops.IsFound) answer.Cancel();
            if (piece.Text != "") yield return piece;
        }
        var ends = End();
        if (ends.Text != "" || ends.Tokens.Length > 0) yield return ends;
        var call = Call();
        yield return new("", [], call is null ? Reason() : "tool_calls") { Call = call };
    }

    /// <summary>What the model calls, once the call is whole.</summary>
    private ToolCall? Call()
    {
        if (!_isCalling || Reason() != "stop") return null;
        using var call = JsonDocument.Parse(_call.ToString());
        return new()
        {
            Id = Talk.NewId("call"), Name = call.RootElement.GetProperty("name").GetString()!,
            Arguments = call.RootElement.GetProperty("arguments").GetRawText(),
        };
    }

    /// <summary>The prompt, if it is repeated and comes without scores.</summary>
    private Piece Echo()
    {
        if (!question.Echoes || question.ScoresPrompt) return new("", [], "");
        var spelled = new StringBuilder();
        foreach (var id in prompt.Ids.AsSpan()[prompt.Hidden..]) spelled.Append(_decoder.Push(id));
        return new(spelled.ToString(), [], "");
    }

    private Piece PushPrompt(ScoredToken token, int place)
    {
        if (place < prompt.Hidden) return new("", [], "");
        if (place == prompt.Hidden) token = ScoredToken.Of(token.Id);   // the first that is told has no probability
        return Take(Decode(token), "");
    }

    private Piece Push(ScoredToken token)
    {
        if (_isCalling)
        {
            _call.Append(Decode(token));
            return new("", [], "");
        }
        _isCalling = question.Calls == Calls.Perhaps && token.Id == text.CallToken;
        return _isCalling ? new("", [], "") : Take(_stops.Push(Decode(token)), "");
    }

    private Piece End()
    {
        var rest = _decoder.End();
        rest = _isCalling ? _stops.End() : _stops.Push(rest) + _stops.End();
        if (question.TellsEnd && answer.EndedBy is { } by) _told.Add(new(by, _characters));
        return Take(rest, "");
    }

    /// <summary>The characters that a token completes.</summary>
    private string Decode(ScoredToken token)
    {
        if (question.TellsProbabilities) _told.Add(new(token, _characters));
        var whole = _decoder.Push(token.Id);
        foreach (var _ in whole.EnumerateRunes()) _characters++;
        return whole;
    }

    /// <summary>A piece with the tokens that were held back for its text.</summary>
    private Piece Take(string whole, string reason)
    {
        if (whole == "" && answer.EndedBy is null) return new("", [], reason);
        var piece = new Piece(whole, [.. _told], reason);
        _told.Clear();
        return piece;
    }

    private string Reason() => _stops.IsFound || answer.Reason == EndReason.Stop ? "stop"
        : answer.Reason == EndReason.Length ? "length"
        : throw RefusedException.Stopping;
}

/// <summary>Text that can be shown.</summary>
/// <param name="Text">Whole characters.</param>
/// <param name="Tokens">The tokens that they came from, if probabilities are told.</param>
/// <param name="Reason">Why the answer ended, in the last piece; else empty.</param>
internal readonly record struct Piece(string Text, ImmutableArray<Told> Tokens, string Reason)
{
    /// <summary>What the model calls, in the last piece of an answer that is a call.</summary>
    public ToolCall? Call { get; init; }
}

/// <summary>A token that is told of.</summary>
/// <param name="Token">The token.</param>
/// <param name="Offset">Characters (code points) of the text before it.</param>
internal readonly record struct Told(ScoredToken Token, int Offset);
