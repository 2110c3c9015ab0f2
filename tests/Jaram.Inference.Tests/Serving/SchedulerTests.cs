using Jaram.Inference.Constraints;
using Jaram.Inference.Generating;
using Jaram.Inference.Tests;

namespace Jaram.Inference.Serving.Tests;

public sealed class SchedulerTests
{
    private static readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Theory]
    [InlineData("attention", 64)]
    [InlineData("window", 64)]
    [InlineData("mixture", 256)]                                        // latents: rounding goes by the size of chunks
    public async Task An_answer_is_the_same_alone_and_in_company(string name, int chunk)
    {
        using var engine = RandomModel.Load(name, "int8");
        var orders = Enumerable.Range(0, 24).Select(i => Order(i, 5 + 29 * i, 40)).ToArray();
        var alone = orders.Select(order => Alone(engine, order)).ToArray();
        using var scheduler = new Scheduler(engine, new() { Seats = 7, ChunkTokens = chunk }, TimeProvider.System);
        var answers = orders.Select(order => scheduler.Take(order)!).ToArray();
        foreach (var (wanted, answer) in alone.Zip(answers)) Assert.Equal(wanted, await Ids(answer));
        Assert.All(answers, answer => Assert.Equal((EndReason.Length, 40), (answer.Reason, answer.WrittenTokens)));
    }

    [Theory]
    [InlineData("attention")]
    [InlineData("window")]
    public async Task A_known_beginning_is_not_read_again_and_changes_nothing(string name)
    {
        using var engine = RandomModel.Load(name, "int8");
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        var order = Order(1, 300, 20);
        var (first, again) = (scheduler.Take(order)!, await Ids(scheduler.Take(order)!));
        var third = scheduler.Take(order)!;
        Assert.Equal(await Ids(first), again);
        Assert.Equal(again, await Ids(third));
        Assert.Equal((0, 288), (first.KnownTokens, third.KnownTokens));
        var stranger = scheduler.Take(order with { Tenant = "another" })!;
        Assert.Equal(again, await Ids(stranger));
        Assert.Equal(0, stranger.KnownTokens);
    }

    [Fact]
    public async Task A_small_cache_forgets_beginnings_and_serves_on()
    {
        using var engine = RandomModel.Load("attention", cacheBytes: 50L * RandomPages);
        using var scheduler = new Scheduler(engine, new() { Seats = 4 }, TimeProvider.System);
        var answers = Enumerable.Range(0, 30).Select(i => scheduler.Take(Order(i, 200, 20))!).ToArray();
        foreach (var answer in answers) Assert.Equal(20, (await Ids(answer)).Count);
    }

    [Fact]
    public async Task A_prompt_is_scored_as_its_tokens_come()
    {
        using var engine = RandomModel.Load("latent");
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        var order = Order(2, 150, 3) with { ScoresPrompt = true, Alternatives = 4, TellsProbabilities = true };
        var tokens = await Tokens(scheduler.Take(order)!);
        Assert.Equal(order.Prompt, tokens.Take(150).Select(token => token.Id));
        Assert.Equal(153, tokens.Count);
        Assert.True(float.IsNaN(tokens[0].LogProbability));
        foreach (var i in new[] { 1, 63, 64, 65, 149 })
        {
            var short_ = await Tokens(scheduler.Take(order with { Prompt = order.Prompt[..i], MostTokens = 1 })!);
            var wanted = short_[^1].Alternatives;
            Assert.Equal(wanted.Select(a => a.Id), tokens[i].Alternatives.Select(a => a.Id));
            Assert.All(wanted.Zip(tokens[i].Alternatives), pair => Assert.Equal(pair.First.LogProbability,
                pair.Second.LogProbability, 1e-3f));
        }
        Assert.All(tokens.Skip(1), token =>
            Assert.InRange(token.LogProbability, -30f, token.Alternatives[0].LogProbability));
    }

    [Fact]
    public async Task Taken_back_orders_leave_their_seats()
    {
        using var engine = RandomModel.Load("attention");
        using var clock = new SchedulerClock(pause: 1);
        using var scheduler = new Scheduler(engine, new() { Seats = 2 }, clock);
        var answers = Enumerable.Range(0, 6).Select(i => scheduler.Take(Order(i, 20, 1500))!).ToArray();
        await answers[0].Tokens.ReadAsync(_patience);
        foreach (var answer in answers) answer.Cancel();
        foreach (var answer in answers) await Ids(answer);
        Assert.All(answers, answer => Assert.Equal(EndReason.Cancelled, answer.Reason));
        Assert.Equal((0, 0), scheduler.Load);
        Assert.Equal(5, (await Ids(scheduler.Take(Order(9, 20, 5))!)).Count);
    }

    [Fact]
    public async Task Tenants_take_turns()
    {
        using var engine = RandomModel.Load("attention");
        using var clock = new SchedulerClock(pause: 60_000);
        using var scheduler = new Scheduler(engine, new() { Seats = 1 }, clock);
        var many = Enumerable.Range(0, 12).Select(i => Order(i, 20, 60) with { Tenant = "many" })
            .Select(order => scheduler.Take(order)!).ToArray();
        var one = scheduler.Take(Order(50, 20, 5) with { Tenant = "one" })!;
        clock.LetGo();
        foreach (var answer in many.Append(one)) await Ids(answer);
        Assert.InRange(many.Count(answer => answer.Waited.Queue < one.Waited.Queue), 1, 2);
    }

    [Fact]
    public void What_can_never_be_served_is_refused_at_once()
    {
        using var engine = RandomModel.Load("attention", cacheBytes: 20L * RandomPages);
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        Assert.Equal("the prompt has 2000 tokens and the answer may have 49, the context holds 2048; "
            + "shorten the prompt or ask for a shorter answer",
            Assert.Throws<InferenceException>(() => scheduler.Take(Order(1, 2000, 49))).Message);
        Assert.StartsWith("500 tokens do not fit into the cache",
            Assert.Throws<InferenceException>(() => scheduler.Take(Order(1, 400, 100))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_orders_are_not_taken()
    {
        using var engine = RandomModel.Load("attention");
        using var clock = new SchedulerClock(pause: 60_000);
        using var scheduler = new Scheduler(engine, new() { Seats = 1, MostWaiting = 2 }, clock);
        var taken = Enumerable.Range(0, 9).Count(i => scheduler.Take(Order(i, 20, 1500)) is not null);
        clock.LetGo();
        Assert.InRange(taken, 2, 3);
    }

    [Fact]
    public async Task An_embedding_is_the_same_alone_and_in_company()
    {
        using var engine = RandomModel.Load("latent");
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        var orders = Enumerable.Range(0, 6).Select(i => Order(i, 40 + 90 * i, 0) with { Embeds = true }).ToArray();
        var together = orders.Select(order => scheduler.Take(order)!).ToArray();
        foreach (var answer in together) await Ids(answer);
        foreach (var (order, answer) in orders.Zip(together))
        {
            var alone = scheduler.Take(order)!;
            Assert.Empty(await Ids(alone));
            Assert.Equal(answer.Embedding, alone.Embedding);
            Assert.Equal((96, 0), (alone.Embedding.Length, alone.KnownTokens));
        }
    }

    [Fact]
    public async Task The_token_that_ends_an_answer_is_told_beside_it()
    {
        using var engine = RandomModel.Load("attention");
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        var order = Order(3, 20, 10) with { TellsProbabilities = true };
        var written = await Tokens(scheduler.Take(order)!);
        var end = Array.FindIndex([.. written], token => token.Id != written[0].Id);
        var answer = scheduler.Take(order with { Ends = [written[end].Id] })!;
        Assert.Equal(written.Take(end), await Tokens(answer));
        Assert.Equal((EndReason.Stop, written[end].Id, written[end].LogProbability),
            (answer.Reason, answer.EndedBy!.Value.Id, answer.EndedBy.Value.LogProbability));
    }

    [Fact]
    public async Task Orders_taken_back_while_they_wait_hold_no_place()
    {
        using var engine = RandomModel.Load("attention");
        using var clock = new SchedulerClock(pause: 1);
        using var scheduler = new Scheduler(engine, new() { Seats = 1, MostWaiting = 2 }, clock);
        var served = scheduler.Take(Order(0, 20, 1500))!;
        await served.Tokens.ReadAsync(_patience);
        var waiting = new[] { scheduler.Take(Order(1, 20, 5))!, scheduler.Take(Order(2, 20, 5))! };
        Assert.Null(scheduler.Take(Order(3, 20, 5)));
        waiting[0].Cancel();
        await Ids(waiting[0]);
        Assert.Equal((EndReason.Cancelled, (1, 1)), (waiting[0].Reason, scheduler.Load));
        Assert.NotNull(scheduler.Take(Order(3, 20, 5)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rule_holds_from_its_beginning_on(bool isTriggered)
    {
        using var engine = RandomModel.Load("attention");
        using var scheduler = new Scheduler(engine, new(), TimeProvider.System);
        // ids 6 to 261 are the bytes, as in our own vocabulary; 2 begins the document, 1 ends it
        var vocabulary = new TokenVocabulary([.. Enumerable.Range(0, 300).Select(id =>
            id is >= 6 and < 262 ? new[] { (byte)(id - 6) } : [])], [1]);
        var rule = new Constraint(Schema.Parse("{\"enum\": [\"ab\", 17, null]}"u8.ToArray(), Spacing.None), vocabulary);
        var order = Order(4, 20, 40) with { Ends = [1], Guidance = new(rule, isTriggered ? 2 : null) };
        if (isTriggered)
            order = order with { Sampling = order.Sampling with { Bias = order.Sampling.Bias.Add(2, 100) } };
        var answer = scheduler.Take(order)!;
        var ids = await Ids(answer);
        if (isTriggered) Assert.Equal(2, ids[0]);
        Assert.Contains(string.Concat(ids.Skip(isTriggered ? 1 : 0).Select(id => (char)(id - 6))),
            (string[])["\"ab\"", "17", "null"]);
        Assert.Equal(EndReason.Stop, answer.Reason);
    }

    private static long RandomPages
    {
        get
        {
            using var engine = RandomModel.Load("attention");
            return engine.PageBytes;
        }
    }

    private static Order Order(int seed, int prompt, int answer) => new()
    {
        Prompt = [.. RandomModel.Text(seed, prompt)], MostTokens = answer,
        Sampling = new() { Temperature = 0.7, Seed = (ulong)seed },
    };

    private static List<int> Alone(Engine engine, Order order)
    {
        using var generator = new Generator(engine, order.Prompt, order.Sampling, Drafts.None);
        return [.. Enumerable.Range(0, order.MostTokens).Select(_ => generator.Next())];
    }

    private static async Task<List<int>> Ids(Answer answer) => [.. (await Tokens(answer)).Select(token => token.Id)];

    private static async Task<List<ScoredToken>> Tokens(Answer answer) =>
        await answer.Tokens.ReadAllAsync(_patience).ToListAsync(_patience);
}
