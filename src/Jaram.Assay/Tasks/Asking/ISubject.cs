// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>A model that is asked. Safe for many threads.</summary>
public interface ISubject
{
    /// <summary>Which model it is.</summary>
    SubjectIdentity Identity { get; }

    /// <summary>Tokens that it can read at most, the one that it writes after them counted.</summary>
    int Longest { get; }

    /// <summary>Questions that it may be asked at once.</summary>
    int AtOnce { get; }

    /// <summary>The token that stands in for an empty context.</summary>
    /// <exception cref="SubjectException">Its tokens cannot be had.</exception>
    Task<int> PrefixAsync(CancellationToken cancel);

    /// <summary>The tokens of a text; names of special tokens mean the tokens.</summary>
    /// <exception cref="SubjectException">They cannot be had.</exception>
    Task<ImmutableArray<int>> EncodeAsync(string text, CancellationToken cancel);

    /// <summary>How likely it held each token of a text after those before.</summary>
    /// <param name="tokens">The text, shorter than <see cref="Longest"/>.</param>
    /// <param name="from">The first to be told of, 1 or more.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SubjectException">It does not say.</exception>
    Task<ImmutableArray<TokenChance>> ScoreAsync(ImmutableArray<int> tokens, int from, CancellationToken cancel);

    /// <summary>Lets it go on from a text, always with its likeliest token.</summary>
    /// <exception cref="SubjectException">It does not.</exception>
    Task<WrittenAnswer> WriteAsync(string context, WritingWish wish, CancellationToken cancel);
}

/// <summary>Which model is asked.</summary>
/// <param name="Name">A folder's or an endpoint's name for it.</param>
/// <param name="Weights">What its weights hash to, and how they are kept; empty where nobody can say.</param>
/// <param name="Place">The folder, or the endpoint's address.</param>
/// <param name="Settings">What else decides its answers, as text.</param>
public sealed record SubjectIdentity(string Name, string Weights, string Place, string Settings);

/// <summary>A token and what the model thought of it.</summary>
/// <param name="LogProbability">Natural logarithm: the shortest decimal that tells the engine's single number, which is
/// also what goes over the wire.</param>
/// <param name="IsLikeliest">No other token was likelier.</param>
public readonly record struct TokenChance(double LogProbability, bool IsLikeliest);

/// <summary>How an answer is to be.</summary>
/// <param name="Until">Texts that end it.</param>
/// <param name="MostTokens">Tokens at most.</param>
/// <param name="Manner">As the end of a text, or as an answer in a chat.</param>
public sealed record WritingWish(ImmutableArray<string> Until, int MostTokens, AskingManner Manner);

/// <summary>How questions are put.</summary>
public enum AskingManner
{
    /// <summary>The model goes on from the text.</summary>
    Text,

    /// <summary>The text is what a user says in a chat.</summary>
    Chat,
}

/// <summary>What a model wrote.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Tokens">Tokens of it; -1 where nobody said.</param>
/// <param name="CutTokens">Tokens of the context that did not fit and were left out at its beginning.</param>
public sealed record WrittenAnswer(string Text, int Tokens, int CutTokens);
