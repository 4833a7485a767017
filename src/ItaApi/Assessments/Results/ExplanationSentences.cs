using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>What may have been meant in place of misprints, in words.</summary>
internal static class ExplanationSentences
{
    public static Phrase Of(Explanation explanation, SubjectNames names)
    {
        var weighted = explanation.Corrections.Where(correction => correction.Kind == MisprintKind.Weighted).ToList();
        var corrections = Phrase.Join(
        [
            .. weighted.Count > 0 ? [OfWeighted(weighted, names)] : Array.Empty<Phrase>(),
            .. explanation.Corrections.Except(weighted).Select(correction => OfCorrection(correction, names)),
        ]);
        return Phrase.Sentence(
            $"หาก{corrections.Th} ตัวเลขทั้งหมดในรายงานจะสอดคล้องกัน", $"all figures agree if {corrections.En}.");
    }

    private static Phrase OfWeighted(IReadOnlyList<Correction> weighted, SubjectNames names)
    {
        var scores = Phrase.Join(
        [
            .. from correction in weighted
               let instrument = names.Instrument(correction.Subject.Split(':')[1])
               let score = Phrase.Printed(correction.To)
               select new Phrase($"{instrument.Th} {score} คะแนน", $"{instrument.En} {score}"),
        ]);
        return new Phrase(
            $"ถือว่าคะแนนแบบวัดและแบบตรวจที่รายงานไว้เป็นคะแนนที่ถ่วงน้ำหนักแล้ว โดยคะแนนก่อนถ่วงน้ำหนัก ได้แก่ {scores.Th}",
            $"the scores of instruments are printed already weighted (before weighting: {scores.En})");
    }

    private static Phrase OfCorrection(Correction correction, SubjectNames names)
    {
        var (from, to) = (Phrase.Printed(correction.From), Phrase.Printed(correction.To));
        if (correction is { Indicator: { } number, ExchangedWith: { } other })
        {
            var (one, two) = (names.Indicator(number), names.Indicator(other));
            return new Phrase(
                $"สลับคะแนน{one.Th} ({from} คะแนน) กับ{two.Th} ({to} คะแนน)",
                $"the scores of {one.En}, {from}, and {two.En}, {to}, change places");
        }

        var what = What(correction, names);
        var unit = correction.Subject is "strengthCount" or "weaknessCount" ? "ตัวชี้วัด" : "คะแนน";
        return new Phrase($"แก้ไข{what.Th} จาก {from} เป็น {to} {unit}", $"{what.En} is {to} instead of {from}");
    }

    private static Phrase What(Correction correction, SubjectNames names)
    {
        var isPrinting = correction.Subject.StartsWith("indicator:", StringComparison.Ordinal);
        if (!isPrinting && correction is { InReported: true, Indicator: { } number })
        {
            var (named, place) = (names.Indicator(number), CheckSentences.PlaceOf(correction.Subject, names));
            return new Phrase($"คะแนน{named.Th} ที่ระบุว่า{place.Th}", $"the score of {named.En} where it is called {place.En}");
        }

        var what = CheckSentences.NumberOf(correction.Subject, names);
        return correction.InReported ? new Phrase($"{what.Th} ที่รายงานไว้", $"{what.En} as reported") : what;
    }
}
