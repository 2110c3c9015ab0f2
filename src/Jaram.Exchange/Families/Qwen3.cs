// Source: transformers, models/qwen3; llama.cpp, architecture "qwen3", whose rope turns halves and reads no factors.

using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Families;

/// <summary>Qwen3, dense: grouped heads whose queries and keys are normalised.</summary>
public sealed class Qwen3 : GroupedFamily
{
    /// <inheritdoc/>
    public override string Name => "qwen3";

    /// <inheritdoc/>
    internal override string ModelType => "qwen3";

    /// <inheritdoc/>
    internal override string Architecture => "Qwen3ForCausalLM";

    /// <inheritdoc/>
    internal override string GgufArchitecture => "qwen3";

    /// <inheritdoc/>
    internal override bool HasQueryKeyNorm => true;

    /// <inheritdoc/>
    internal override RotaryLayout GgufLayout => RotaryLayout.Halves;

    /// <inheritdoc/>
    private protected override void FitScaling(Fitting fit, RotaryScaling? scaling, Format format)
    {
        base.FitScaling(fit, scaling, format);
        if (format == Format.Gguf)
            fit.Needs("scaling", "llama3", scaling is not Llama3Scaling, "reads no such wavelengths from GGUF",
                "use yarn, or export to hf");
    }
}
