// Source: transformers, models/llama; llama.cpp, architecture "llama", whose rope turns neighbouring channels: rows of
// q and k are put into that order for it. Wavelengths of rope type llama3 stand there as a tensor of factors.

using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Families;

/// <summary>Llama 2 and 3: grouped heads, no norm of queries and keys.</summary>
public sealed class Llama : GroupedFamily
{
    /// <inheritdoc/>
    public override string Name => "llama";

    /// <inheritdoc/>
    internal override string ModelType => "llama";

    /// <inheritdoc/>
    internal override string Architecture => "LlamaForCausalLM";

    /// <inheritdoc/>
    internal override string GgufArchitecture => "llama";

    /// <inheritdoc/>
    internal override bool HasQueryKeyNorm => false;

    /// <inheritdoc/>
    internal override RotaryLayout GgufLayout => RotaryLayout.Interleaved;
}
