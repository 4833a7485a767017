using ItaApi.Assessments.Results;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Simulations;

/// <summary>The steps of the way to a grade, in words.</summary>
internal static class StepSentences
{
    public static Phrase Of(SimulationStep step, SubjectNames names)
    {
        var (from, to, gain) = (Points(step.From), Points(step.To), Points(step.Gain));
        var indicator = names.Indicator(step.Indicator);
        if (step.Item is not { } code)
        {
            return Phrase.Sentence(
                $"เพิ่มคะแนน{indicator.Th} จาก {from} คะแนน เป็น {to} คะแนน คะแนนรวมเพิ่มขึ้น {gain} คะแนน",
                $"raise {indicator.En} from {from} to {to} points: the total gains {gain} points.");
        }

        var item = names.Item(code);
        return Phrase.Sentence(
            $"เผยแพร่ข้อมูล{item.Th} ให้ครบถ้วน ({indicator.Th}) จาก {from} คะแนน เป็น {to} คะแนน คะแนนรวมเพิ่มขึ้น {gain} คะแนน",
            $"publish what {item.En} of {indicator.En} requires, from {from} to {to} points: the total gains {gain} points.");
    }

    private static string Points(Score score) => Phrase.Points(score.ToDecimal());
}
