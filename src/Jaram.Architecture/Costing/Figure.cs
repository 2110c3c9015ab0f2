namespace Jaram.Architecture.Costing;

/// <summary>A number, or the reason why it cannot be told: what has no source is not guessed.</summary>
public readonly record struct Figure
{
    private readonly double _value;

    private Figure(double value, string missing) => (_value, Missing) = (value, missing);

    /// <summary>What would have to be known; empty if the number is.</summary>
    public string Missing { get; }

    /// <summary>Whether the number is known.</summary>
    public bool IsKnown => Missing == "";

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It cannot be told.</exception>
    public double Value => IsKnown ? _value : throw new InvalidOperationException($"cannot tell: {Missing} is missing");

    /// <summary>A number that is known.</summary>
    public static Figure Of(double value) => new(value, "");

    /// <summary>A number that cannot be told.</summary>
    /// <param name="missing">What would have to be known.</param>
    public static Figure CannotTell(string missing) => new(double.NaN, missing);

    /// <summary>What follows from this number.</summary>
    public Figure Then(Func<double, double> rule) => IsKnown ? Of(rule(_value)) : this;

    /// <summary>What follows from both; what the first lacks is told first.</summary>
    public Figure And(Figure other, Func<double, double, double> rule) =>
        !IsKnown ? this : other.IsKnown ? Of(rule(_value, other._value)) : other;
}
