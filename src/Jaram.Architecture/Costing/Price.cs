// What a million tokens cost: the machine by the hour, divided by the tokens of an hour, and the energy of each token.
//
//   10⁶/(3600·τ·u) · [ capex·(1 + maintenance·Y)/(8760·Y) + demand·kW/730 + operation ]
//   + 10⁶·J·PUE·tariff/3.6·10⁶ · (1 + idle·(1 - u)/u)
//
//   τ tokens/s while at work · u share of the time at work · Y years · J joules of a token at the wall, kW = J·τ/1000
//
// An idle share of 1 is the machine that draws as much when idle; of 0, energy for tokens only.
// Source: ours.

namespace Jaram.Architecture.Costing;

/// <summary>KRW for a million tokens.</summary>
/// <param name="Machine">Price, maintenance, base charge and operation.</param>
/// <param name="Energy">Electricity.</param>
public sealed record Price(Figure Machine, Figure Energy)
{
    private const double HoursOfYear = 8760, HoursOfMonth = 730, JoulesOfKwh = 3.6e6, Million = 1e6;

    /// <summary>Both together.</summary>
    public Figure Total => Machine.And(Energy, (machine, energy) => machine + energy);

    /// <summary>The price of tokens.</summary>
    /// <param name="assumptions">Utilisation, years, tariff and so on.</param>
    /// <param name="capex">KRW of the machine.</param>
    /// <param name="tokensPerSecond">While it is at work.</param>
    /// <param name="joules">Of a token, at the wall.</param>
    public static Price Of(Assumptions assumptions, Figure capex, Figure tokensPerSecond, Figure joules)
    {
        var (use, years) = (assumptions[Assumptions.Utilisation], assumptions[Assumptions.Years]);
        var demand = assumptions[Assumptions.Demand];
        var hourly = capex.Then(krw => krw * (1 + assumptions[Assumptions.Maintenance] * years) / (HoursOfYear * years)
            + assumptions[Assumptions.Operation]);
        if (demand > 0)
        {
            var kilowatts = joules.And(tokensPerSecond, (j, rate) => j * rate / 1000);
            hourly = hourly.And(kilowatts, (krw, kw) => krw + demand * kw / HoursOfMonth);
        }
        var idle = 1 + assumptions[Assumptions.IdleShare] * (1 - use) / use;
        return new(
            hourly.And(tokensPerSecond, (krw, rate) => Million / (3600 * rate * use) * krw),
            joules.Then(j => Million * j / JoulesOfKwh * idle
                * assumptions[Assumptions.Pue] * assumptions[Assumptions.Tariff]));
    }
}
