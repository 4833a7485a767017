namespace ItaApi.TestData;

/// <summary>A measure of an agency, as its row is stored.</summary>
internal sealed record NationalMeasure
{
    private static readonly (short Indicator, string Title)[] Plans =
    [
        (1, "จัดทำคู่มือและขั้นตอนการปฏิบัติงานพร้อมเผยแพร่ต่อสาธารณชน"),
        (2, "เผยแพร่แผนการใช้จ่ายงบประมาณและรายงานผลให้บุคลากรรับทราบ"),
        (4, "กำหนดแนวปฏิบัติการใช้ทรัพย์สินของราชการและการขออนุญาตยืม"),
        (6, "ฝึกอบรมเจ้าหน้าที่ด้านการให้บริการประชาชน"),
        (7, "เพิ่มช่องทางการสื่อสารกับผู้มาติดต่อผ่านสื่อสังคมออนไลน์"),
        (8, "พัฒนาระบบการให้บริการออนไลน์ (E-Service)"),
        (9, "ปรับปรุงเว็บไซต์ของหน่วยงานให้มีข้อมูลครบถ้วนและเป็นปัจจุบัน"),
        (10, "ประเมินความเสี่ยงการทุจริตประจำปีและประกาศนโยบายไม่รับของขวัญ"),
    ];

    private static readonly string[] Units = ["สำนักปลัด", "กองคลัง", "กองช่าง", "หน่วยตรวจสอบภายใน", "ทุกส่วนราชการ"];
    private static readonly string[] Statuses = ["planned", "inProgress", "completed", "unable", "notStated"];

    public required Guid Id { get; init; }
    public required string AgencyCode { get; init; }
    public required int BasedOnFiscalYear { get; init; }
    public required short[] Indicators { get; init; }
    public required string[] Titles { get; init; }
    public required string[] ResponsibleUnits { get; init; }
    public required string Status { get; init; }

    /// <summary>The year after the result it answers.</summary>
    public int ImplementFiscalYear => BasedOnFiscalYear + 1;

    internal static IReadOnlyList<NationalMeasure> Of(Draw draw, string agencyCode, int fiscalYear)
    {
        if (!draw.Chance(1, 3))
            return [];

        var measures = new NationalMeasure[draw.Between(2, 4)];
        var first = draw.Between(0, Plans.Length - 1);
        for (var i = 0; i < measures.Length; i++)
        {
            var (indicator, title) = Plans[(first + i) % Plans.Length];
            measures[i] = new NationalMeasure
            {
                Id = draw.Guid(),
                AgencyCode = agencyCode,
                BasedOnFiscalYear = fiscalYear,
                Indicators = [indicator],
                Titles = [title],
                ResponsibleUnits = [draw.Of<string>(Units)],
                Status = draw.Of<string>(Statuses),
            };
        }

        return measures;
    }
}
