using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Zoo.Measuring;
using Jaram.Zoo.Reporting;

namespace Jaram.Cli.Assaying;

/// <summary>A zoo's report for programs.</summary>
internal static class ZooJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerOptions.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The whole report.</summary>
    /// <param name="report">The sums.</param>
    /// <param name="animals">What stands behind them, animal by animal; pairs stand in their table.</param>
    /// <param name="again">The command that makes it again.</param>
    public static string Of(ZooReport report, IReadOnlyList<AnimalRow> animals, string again)
    {
        var json = JsonSerializer.SerializeToNode(report, _options)!.AsObject();
        json["event"] = "zoo";
        json["each"] = JsonSerializer.SerializeToNode(animals, _options);
        json["again"] = again;
        return json.ToJsonString(JsonText.Readable) + "\n";
    }
}
