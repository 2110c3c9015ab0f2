// What lm-evaluation-harness does with an endpoint (local-completions, remote tokenizer), written from its source apart
// from ours, so that each can be held against the other.
// Source: lm_eval/models/api_models.py, openai_completions.py, api/model.py, api/task.py, api/metrics.py.

using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>The harness's side of the wire.</summary>
internal sealed class HarnessClient(Uri address, int maxLength) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(address.AbsoluteUri + "/") };

    public void Dispose() => _http.Dispose();

    /// <summary>loglikelihood(): the sum and whether it is greedy.</summary>
    public async Task<(double Sum, bool IsGreedy)> LogLikelihoodAsync(string context, string continuation)
    {
        int[] before, after;
        if (context == "")
        {
            var facts = await _http.GetFromJsonAsync<JsonElement>("../tokenizer_info");
            var begin = (await EncodeAsync(facts.GetProperty("bos_token").GetString()!))[0];
            var end = (await EncodeAsync(facts.GetProperty("eos_token").GetString()!))[0];
            (before, after) = ([begin != 0 ? begin : end], await EncodeAsync(continuation));
        }
        else
        {
            var spaces = context.Length - context.TrimEnd().Length;
            if (spaces > 0) (context, continuation) = (context[..^spaces], context[^spaces..] + continuation);
            var whole = await EncodeAsync(context + continuation);
            before = await EncodeAsync(context);
            after = [.. whole.Skip(before.Length)];
        }
        return await ScoreAsync(before, after);
    }

    /// <summary>loglikelihood_rolling() of a text.</summary>
    public async Task<double> RollingAsync(string text)
    {
        var facts = await _http.GetFromJsonAsync<JsonElement>("../tokenizer_info");
        var (begin, tokens) = ((await EncodeAsync(facts.GetProperty("bos_token").GetString()!))[0], await EncodeAsync(text));
        var prefix = begin != 0 ? begin : (await EncodeAsync(facts.GetProperty("eos_token").GetString()!))[0];
        var (most, sums) = (maxLength - 2, new List<double>());
        foreach (var (input, predicted) in Windows(tokens, prefix, most))
            sums.Add((await ScoreAsync(input[..(input.Length - (predicted.Length - 1))], predicted)).Sum);
        return PythonSum(sums);
    }

    /// <summary>get_rolling_token_windows() with a context of one token: what is read, and what is predicted.</summary>
    public static IEnumerable<(int[] Input, int[] Predicted)> Windows(int[] tokens, int prefix, int most)
    {
        var first = Math.Min(most, tokens.Length);
        if (first == 0) yield break;
        yield return ([prefix, .. tokens[..(first - 1)]], tokens[..first]);
        for (var predicted = first; predicted < tokens.Length;)
        {
            var count = Math.Min(tokens.Length - predicted, most);
            var end = predicted + count;
            yield return (tokens[(end - most - 1)..(end - 1)], tokens[(end - count)..end]);
            predicted += count;
        }
    }

    private async Task<(double Sum, bool IsGreedy)> ScoreAsync(int[] before, int[] after)
    {
        int[] all = [.. before, .. after];
        int[] input = [.. all.TakeLast(maxLength - 1)];
        var length = before.Length - Math.Max(0, all.Length - (maxLength - 1));
        var body = new { model = "tiny", prompt = new[] { input }, temperature = 0, max_tokens = 1, logprobs = 1, seed = 1234, echo = true };
        using var response = await _http.PostAsJsonAsync("completions", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var told = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("choices")[0].GetProperty("logprobs");
        var each = told.GetProperty("token_logprobs").EnumerateArray().ToList();
        var top = told.GetProperty("top_logprobs").EnumerateArray().ToList();
        var wanted = Enumerable.Range(length, each.Count - 1 - length).ToList();
        return (PythonSum(wanted.Select(i => each[i].GetDouble())),
            wanted.TrueForAll(i => each[i].GetDouble() == top[i].EnumerateObject().Max(other => other.Value.GetDouble())));
    }

    /// <summary>generate_until().</summary>
    public async Task<string> GenerateAsync(string context, string[] until, int most)
    {
        int[] ids = [.. (await EncodeAsync(context)).TakeLast(maxLength - 1 - most)];
        var body = new { model = "tiny", prompt = new[] { ids }, temperature = 0, max_tokens = most, stop = until, seed = 1234 };
        using var response = await _http.PostAsJsonAsync("completions", body);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("choices")[0].GetProperty("text").GetString()!;
    }

    /// <summary>acc, acc_norm and acc_bytes of one question.</summary>
    public async Task<(double[] Sums, double Acc, double Norm, double Bytes)> ChooseAsync(string context, string[] choices, int gold)
    {
        var sums = new List<double>();
        foreach (var choice in choices) sums.Add((await LogLikelihoodAsync(context, " " + choice)).Sum);
        double[] norm = [.. sums.Zip(choices, (sum, choice) => sum / (Encoding.UTF32.GetByteCount(choice) / 4))];
        double[] bytes = [.. sums.Zip(choices, (sum, choice) => sum / Encoding.UTF8.GetByteCount(choice))];
        return ([.. sums], Right(sums), Right(norm), Right(bytes));

        double Right(IList<double> all) => all.IndexOf(all.Max()) == gold ? 1 : 0;
    }

    /// <summary>sum(arr) / len(arr), and sample_stddev(arr) / sqrt(len(arr)).</summary>
    public static (double Mean, double Error) MeanOf(IReadOnlyList<double> all)
    {
        var mean = PythonSum(all) / all.Count;
        var squares = PythonSum(all.Select(one => Math.Pow(one - mean, 2)));
        return (mean, Math.Sqrt(squares / (all.Count - 1)) / Math.Sqrt(all.Count));
    }

    private async Task<int[]> EncodeAsync(string text)
    {
        using var response = await _http.PostAsJsonAsync("../tokenize", new { prompt = text, add_special_tokens = false });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tokens").Deserialize<int[]>()!;
    }

    /// <summary>sum() since Python 3.12.</summary>
    private static double PythonSum(IEnumerable<double> numbers)
    {
        var (sum, compensation) = (0.0, 0.0);
        foreach (var x in numbers)
        {
            var t = sum + x;
            compensation += Math.Abs(sum) >= Math.Abs(x) ? (sum - t) + x : (x - t) + sum;
            sum = t;
        }
        return sum + compensation;
    }
}
