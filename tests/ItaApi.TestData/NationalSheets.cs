using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.TestData;

/// <summary>What one agency scored in one year.</summary>
internal static class NationalSheets
{
    private const int Noise = 900;
    private const int YearlyGain = 120;

    /// <param name="quality">The points around which the agency scores.</param>
    /// <param name="experience">For how many years it was assessed before.</param>
    public static AssessmentBody Of(Draw draw, int quality, YearFramework framework, int experience)
    {
        var centre = (quality * 100) + (experience * YearlyGain);
        var inspected = framework.Rules.Indicators.Any(indicator => indicator.Groups is not null);
        var items = inspected ? Items(ref draw, framework, 10_000 - centre) : null;
        var indicators = new List<IndicatorEntry>();
        foreach (var indicator in framework.Rules.Indicators)
        {
            // The score of established items is one that some set of items can give; any other would be unreachable.
            if (indicator.Groups is null || framework.Rules.ItemsAreProvisional)
            {
                indicators.Add(new IndicatorEntry
                {
                    Number = indicator.Number,
                    Score = Points(Math.Clamp(centre + draw.Between(-Noise, Noise), 4_000, 10_000)),
                });
            }
        }

        var whole = new AssessmentBody { Indicators = indicators, Items = items };
        var evaluation = new Evaluation(framework, whole);
        var body = items is null || draw.Chance(1, 3)
            ? whole
            : new AssessmentBody
            {
                Indicators = [.. evaluation.Scores()!.Select((score, index) => new IndicatorEntry { Number = index + 1, Score = score })],
            };
        return draw.Chance(1, 5) ? body with { Reported = Printed(ref draw, evaluation) } : body;
    }

    /// <summary>Every item of the year, 100 or 0; some of what was missed with a word of the assessor.</summary>
    private static List<ItemEntry> Items(ref Draw draw, YearFramework framework, int missingHundredths)
    {
        List<ItemEntry> items = [];
        foreach (var item in framework.Document.Indicators.SelectMany(indicator => indicator.Groups ?? []).SelectMany(group => group.Items))
        {
            var missed = draw.Chance(Math.Max(missingHundredths, 100), 10_000);
            items.Add(new ItemEntry
            {
                Code = item.Code,
                Score = missed ? 0 : 100,
                Comment = missed && draw.Chance(1, 2) ? "ไม่พบข้อมูลตามองค์ประกอบด้านข้อมูลบนเว็บไซต์หลักของหน่วยงาน" : null,
            });
        }

        return items;
    }

    /// <summary>
    /// The total and the grade as a document prints them; one in fifty prints the total's last two digits in the wrong order.
    /// </summary>
    private static ReportedFigures Printed(ref Draw draw, Evaluation evaluation)
    {
        var total = (int)(evaluation.Total * 100);
        if (draw.Chance(1, 50))
            total = (total / 100 * 100) + (total % 10 * 10) + (total / 10 % 10);
        return new ReportedFigures { Total = Points(total), Grade = evaluation.Grade!.Code };
    }

    private static decimal Points(int hundredths) => new(hundredths, 0, 0, isNegative: false, scale: 2);
}
