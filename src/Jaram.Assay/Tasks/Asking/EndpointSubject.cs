// A model behind an OpenAI-compatible address. Its log-likelihoods are had as lm-evaluation-harness has them: the
// endpoint's own tokenizer cuts the text, and the prompt is echoed with the probabilities of its tokens. An endpoint
// that tells only of what it wrote would score exactly at chance (ggml-org/llama.cpp #27174): it is refused instead.
// Source: lm_eval/models/openai_completions.py, lm_eval/utils.py (RemoteTokenizer); OpenAI's API reference.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Inference.Generating;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>How an endpoint is reached.</summary>
/// <param name="Address">Up to and with /v1.</param>
/// <param name="Model">The name that requests bear; empty for the first that it tells.</param>
/// <param name="Key">Its key; empty for none.</param>
/// <param name="Longest">Tokens that it can read; 0 for what it tells, or else 2,048.</param>
/// <param name="AtOnce">Questions at once.</param>
/// <param name="Patience">How long an answer may take.</param>
public sealed record EndpointAddress(Uri Address, string Model, string Key, int Longest, int AtOnce, TimeSpan Patience);

/// <summary>A model behind an address.</summary>
public sealed class EndpointSubject : ISubject, IDisposable
{
    /// <summary>What lm-evaluation-harness takes where nobody says.</summary>
    private const int UsualLongest = 2048;

    private const int MostStops = 4, Seed = 1234;

    private readonly EndpointWire _wire;
    private readonly Uri _address;
    private readonly bool _hasTokens;
    private readonly Lazy<Task<int>> _prefix;

    private EndpointSubject(EndpointWire wire, Uri address, SubjectIdentity identity, int longest, int atOnce,
        bool hasTokens)
    {
        (_wire, _address, Identity, Longest, AtOnce, _hasTokens) =
            (wire, address, identity, longest, atOnce, hasTokens);
        _prefix = new(FindPrefixAsync);
    }

    /// <inheritdoc/>
    public SubjectIdentity Identity { get; }

    /// <inheritdoc/>
    public int Longest { get; }

    /// <inheritdoc/>
    public int AtOnce { get; }

    /// <summary>Looks who is there.</summary>
    /// <exception cref="SubjectException">Nobody, or not the model that was asked for.</exception>
    public static async Task<EndpointSubject> OpenAsync(EndpointAddress at, CancellationToken cancel)
    {
        var address = new Uri(at.Address.AbsoluteUri.TrimEnd('/') + "/");
        var wire = new EndpointWire(at.Key, at.Patience);
        try
        {
            var card = await CardAsync(wire, address, at.Model, cancel);
            var facts = card is { } known && known.TryGetProperty("jaram", out var jaram) ? jaram : default;
            var told = Number(facts, "context") ?? Number(card, "max_model_len") ?? UsualLongest;
            var name = at.Model != "" ? at.Model : card?.GetProperty("id").GetString() ?? "";
            var weights = facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty("weights", out var digest)
                ? digest.ToString()
                : "";
            var tokenizer = await wire.FindAsync(new(address, "../tokenizer_info"), cancel);
            return new(wire, address, new(name, weights, address.AbsoluteUri.TrimEnd('/'), ""),
                at.Longest > 0 ? at.Longest : told, at.AtOnce, tokenizer is not null);
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<int> PrefixAsync(CancellationToken cancel) => _prefix.Value.WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<ImmutableArray<int>> EncodeAsync(string text, CancellationToken cancel)
    {
        if (!_hasTokens)
            throw new SubjectException(
                $"{_address.AbsoluteUri.TrimEnd('/')}: has no /tokenizer_info and /tokenize, so nobody "
                + "can say which tokens are an answer's; take tasks that let it write (generate_until)");
        var address = new Uri(_address, "../tokenize");
        var said = await _wire.PostAsync(address, new() { ["prompt"] = text, ["add_special_tokens"] = false }, cancel);
        return Try(address, "tokens", () => said.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32())
            .ToImmutableArray());
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<TokenChance>> ScoreAsync(
        ImmutableArray<int> tokens, int from, CancellationToken cancel)
    {
        var address = new Uri(_address, "completions");
        var said = await _wire.PostAsync(address, new()
        {
            ["model"] = Identity.Name, ["prompt"] = new JsonArray([.. tokens.Select(id => (JsonNode)id)]),
            ["temperature"] = 0, ["max_tokens"] = 1, ["logprobs"] = 1, ["seed"] = Seed, ["echo"] = true,
        }, cancel);
        var (each, likeliest) = Try(address, "log-probabilities", () =>
        {
            var told = said.GetProperty("choices")[0].GetProperty("logprobs");
            return (told.GetProperty("token_logprobs").EnumerateArray().ToList(),
                told.GetProperty("top_logprobs").EnumerateArray().ToList());
        });
        if (each.Count != tokens.Length + 1 || likeliest.Count != each.Count)
            throw new SubjectException(
                $"{address}: told {each.Count} log-probabilities for {tokens.Length} tokens and one "
                + "more; it does not score prompts, and every number from it would be at chance: take tasks that let "
                + "it write");
        return Try(address, "log-probabilities", () => Enumerable.Range(from, tokens.Length - from).Select(at =>
        {
            var chance = each[at].GetDouble();
            return new TokenChance(chance,
                chance == likeliest[at].EnumerateObject().Max(other => other.Value.GetDouble()));
        }).ToImmutableArray());
    }

    /// <inheritdoc/>
    public async Task<WrittenAnswer> WriteAsync(string context, WritingWish wish, CancellationToken cancel)
    {
        var isChat = wish.Manner == AskingManner.Chat;
        var address = new Uri(_address, isChat ? "chat/completions" : "completions");
        var (question, most, cut) = (new JsonObject { ["model"] = Identity.Name }, wish.MostTokens, 0);
        if (isChat)
            question["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = context });
        else if (_hasTokens)
        {
            (var tokens, most, cut) = Cutting.Of(await EncodeAsync(context, cancel), Longest, most);
            if (tokens.IsEmpty) tokens = [await PrefixAsync(cancel)];
            question["prompt"] = new JsonArray([.. tokens.Select(id => (JsonNode)id)]);
        }
        else question["prompt"] = context;
        question["max_tokens"] = most;
        question["temperature"] = 0;
        question["seed"] = Seed;
        if (!wish.Until.IsEmpty) question["stop"] = new JsonArray(
            [.. wish.Until.Take(MostStops).Select(stop => (JsonNode)stop)]);
        var said = await _wire.PostAsync(address, question, cancel);
        var text = Try(address, "text", () =>
        {
            var choice = said.GetProperty("choices")[0];
            return (isChat ? choice.GetProperty("message").GetProperty("content") : choice.GetProperty("text"))
                .GetString() ?? "";
        });
        var stops = new StopFinder([.. wish.Until]);                    // whatever the endpoint made of them
        return new(stops.Push(text) + stops.End(), Tokens(said), cut);
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    private static async Task<JsonElement?> CardAsync(EndpointWire wire, Uri address, string model,
        CancellationToken cancel)
    {
        if (await wire.FindAsync(new(address, "models"), cancel) is not { } list)
            return model != "" ? null : throw new SubjectException(
                $"{address}models: answered 404; name the model with --model");
        var cards = Try(address, "models", () => list.GetProperty("data").EnumerateArray().ToList());
        var found = cards.FindIndex(card => model == "" || Name(card) == model);
        return found >= 0 ? cards[found] : throw new SubjectException(
            $"{address}models: has no model '{model}' but {string.Join(", ", cards.Select(Name))}; name one of these");
    }

    private static string? Name(JsonElement card) =>
        card.ValueKind == JsonValueKind.Object && card.TryGetProperty("id", out var id) ? id.ToString() : "";

    private static int? Number(JsonElement? of, string name) => of is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) ? number : null;

    private static int Tokens(JsonElement said) =>
        said.TryGetProperty("usage", out var usage) ? Number(usage, "completion_tokens") ?? -1 : -1;

    private async Task<int> FindPrefixAsync()
    {
        var address = new Uri(_address, "../tokenizer_info");
        var facts = await _wire.FindAsync(address, CancellationToken.None)
            ?? throw new SubjectException($"{address}: is gone");
        var begin = await IdAsync(facts, "bos_token");
        // Python's "or": a first token of id 0 counts as none
        return begin is not (null or 0) ? begin.Value : await IdAsync(facts, "eos_token") ?? begin
            ?? throw new SubjectException(
                $"{address}: tells neither bos_token nor eos_token, so an empty context cannot be asked");
    }

    private async Task<int?> IdAsync(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var token) && token.ValueKind == JsonValueKind.String
            && await EncodeAsync(token.GetString()!, CancellationToken.None) is [var id, ..] ? id : null;

    /// <summary>Takes something out of an answer.</summary>
    private static T Try<T>(Uri address, string what, Func<T> take)
    {
        try
        {
            return take();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException
            or IndexOutOfRangeException)
        {
            throw new SubjectException(
                $"{address}: answered without {what} in OpenAI's form; it cannot be asked such tasks");
        }
    }
}
