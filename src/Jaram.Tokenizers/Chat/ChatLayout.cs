// How each family lays a conversation out. A layout is data and no program: a template that came with a model is looked
// at for its marks and never run.
// Source: the published chat templates of Qwen 2.5 and 3, Llama 2 and 3, DeepSeek-V3; docs/formats/chat.md for ours.

namespace Jaram.Tokenizers;

/// <summary>How conversations are laid out.</summary>
public enum ChatFormat
{
    /// <summary>In no way that Jaram knows: the model goes on writing texts, and that is all.</summary>
    None,

    /// <summary>Jaram's own.</summary>
    Jaram,

    /// <summary>ChatML, as in Qwen.</summary>
    ChatMl,

    /// <summary>Llama 3.</summary>
    Llama3,

    /// <summary>Llama 2.</summary>
    Llama2,

    /// <summary>DeepSeek-V3.</summary>
    DeepSeek3,
}

/// <summary>What stands around what is said. Names of added tokens in these texts mean the tokens.</summary>
internal sealed record ChatLayout
{
    /// <summary>No layout.</summary>
    public static ChatLayout None { get; } = new() { Format = ChatFormat.None };

    /// <summary>Our own.</summary>
    public static ChatLayout Own { get; } = new()
    {
        Format = ChatFormat.Jaram, Names = SpecialTokens.Names, Start = "<|bos|>",
        System = ("<|system|>", "<|end|>"), User = ("<|user|>", "<|end|>"), Assistant = ("<|assistant|>", "<|end|>"),
        Prompt = "<|assistant|>", Call = ("<|system|>", ""), Result = ("<|system|><|user|>", "<|end|>"),
        Ends = ["<|end|>"],
    };

    private static readonly ChatLayout[] _known =
    [
        Own,
        new()
        {
            Format = ChatFormat.ChatMl, Names = ["<|im_start|>", "<|im_end|>"], Foreign = ["<|im_sep|>"],
            Signs = ["<|im_start|>"], Start = BeginToken,
            System = ("<|im_start|>system\n", "<|im_end|>\n"), User = ("<|im_start|>user\n", "<|im_end|>\n"),
            Assistant = ("<|im_start|>assistant\n", "<|im_end|>\n"), Prompt = "<|im_start|>assistant\n",
            Call = ("<tool_call>\n", "\n</tool_call>"), BetweenCalls = "\n",
            Results = ("<|im_start|>user", "<|im_end|>\n"), Result = ("\n<tool_response>\n", "\n</tool_response>"),
            Ends = ["<|im_end|>", "<|endoftext|>"],
        },
        new()
        {
            Format = ChatFormat.Llama3, Names = ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
            Signs = ["<|start_header_id|>"], Start = "<|begin_of_text|>", IsTrimmed = true,
            System = ("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
            User = ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
            Assistant = ("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"),
            Prompt = "<|start_header_id|>assistant<|end_header_id|>\n\n",
            Ends = ["<|eot_id|>", "<|end_of_text|>", "<|eom_id|>"],
        },
        new()
        {
            Format = ChatFormat.DeepSeek3, Names = ["<｜User｜>", "<｜Assistant｜>", "<｜end▁of▁sentence｜>"],
            Signs = ["<｜User｜>", "<｜Assistant｜>"], Start = "<｜begin▁of▁sentence｜>", SystemPlace = SystemPlace.First,
            User = ("<｜User｜>", ""), Assistant = ("<｜Assistant｜>", "<｜end▁of▁sentence｜>"), Prompt = "<｜Assistant｜>",
            Ends = ["<｜end▁of▁sentence｜>"],
        },
        new()
        {
            Format = ChatFormat.Llama2, Names = ["<s>", "</s>"], Signs = ["[INST]", "<<SYS>>"], NeedsSigns = true,
            IsTrimmed = true, SystemPlace = SystemPlace.InUser, System = ("<<SYS>>\n", "\n<</SYS>>\n\n"),
            User = ("<s>[INST] ", " [/INST]"), Assistant = (" ", " </s>"), Ends = ["</s>"],
        },
    ];

    /// <summary>Stands for whatever token begins a text, if any does.</summary>
    private const string BeginToken = "bos_token";

    /// <summary>Which it is.</summary>
    public required ChatFormat Format { get; init; }

    /// <summary>Tokens that a vocabulary with this layout has.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Tokens that a vocabulary with this layout has not.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>What the template of a model with this layout has in it.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>The tokens do not tell: without a template it is not this layout.</summary>
    public bool NeedsSigns { get; init; }

    /// <summary>Before all turns.</summary>
    public string Start { get; init; } = "";

    /// <summary>Around what each says.</summary>
    public (string Before, string After) System { get; init; } = ("", "");

    /// <inheritdoc cref="System"/>
    public (string Before, string After) User { get; init; } = ("", "");

    /// <inheritdoc cref="System"/>
    public (string Before, string After) Assistant { get; init; } = ("", "");

    /// <summary>Where what the operator says has its place.</summary>
    public SystemPlace SystemPlace { get; init; }

    /// <summary>After all turns, when the assistant is to speak.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Around a call within the assistant's turn; empty when the layout has no tools.</summary>
    public (string Before, string After) Call { get; init; } = ("", "");

    /// <summary>Before a call that something stands before.</summary>
    public string BetweenCalls { get; init; } = "";

    /// <summary>Around the answers to the calls of one turn.</summary>
    public (string Before, string After) Results { get; init; } = ("", "");

    /// <summary>Around what one tool answers.</summary>
    public (string Before, string After) Result { get; init; } = ("", "");

    /// <summary>White space around what is said is dropped.</summary>
    public bool IsTrimmed { get; init; }

    /// <summary>Tokens at which the assistant has finished, those that exist.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>All words of the layout.</summary>
    public IEnumerable<string> Words =>
    [
        Start, Prompt, BetweenCalls, System.Before, System.After, User.Before, User.After, Assistant.Before,
        Assistant.After, Call.Before, Call.After, Results.Before, Results.After, Result.Before, Result.After,
    ];

    /// <summary>Whether tools can be called.</summary>
    public bool HasTools => Call.Before.Length > 0;

    /// <summary>The layout of a model, or <see cref="None"/>.</summary>
    /// <param name="names">Names of its added tokens.</param>
    /// <param name="template">The template that came with it; empty when none did.</param>
    /// <param name="begin">Name of the token before its texts; empty when there is none.</param>
    public static ChatLayout Of(IReadOnlySet<string> names, string template, string begin)
    {
        var layout = _known.FirstOrDefault(known => known.Names.All(names.Contains)
            && !known.Foreign.Any(names.Contains)
            && (template.Length == 0 ? !known.NeedsSigns : known.Signs.All(template.Contains)), None);
        if (layout.Start != BeginToken) return layout;
        return layout with { Start = template.Length == 0 || template.Contains(BeginToken) ? begin : "" };
    }
}

/// <summary>Where what the operator says has its place.</summary>
internal enum SystemPlace
{
    /// <summary>In a turn of its own, wherever it is said.</summary>
    Turn,

    /// <summary>Before all turns, whenever it is said.</summary>
    First,

    /// <summary>In the user's turn that follows.</summary>
    InUser,
}
