namespace ItaApi.Imports.Workbooks;

/// <summary>
/// The sheet of instructions in a template. It is recognized when the template comes back, and there is no warning that it was not read.
/// </summary>
internal static class TemplateInstructions
{
    public const string SheetName = "คำชี้แจง";

    public const string Title = "วิธีกรอกแบบฟอร์มผลการประเมิน ITA";

    public static readonly IReadOnlyList<string> Lines =
    [
        Title,
        "1. กรอกคะแนนในแผ่นงานถัดไป หนึ่งแถวต่อหนึ่งหน่วยงาน ไม่ต้องแก้ไขรหัสหน่วยงานและปีงบประมาณ",
        "2. คะแนนเป็นตัวเลข 0 ถึง 100 มีทศนิยมได้ไม่เกินสองตำแหน่ง เช่น 98.85",
        "3. ไม่มีคะแนนให้เว้นว่างทั้งแถว ช่องว่างไม่ถือเป็นศูนย์ หากทราบเฉพาะคะแนนรวม ให้กรอกเฉพาะช่องคะแนนรวม",
        "4. ช่องคะแนนรวม ระดับ และคะแนนของแต่ละแบบวัด คือค่าตามที่ประกาศ เว้นว่างได้",
        "5. ลบแถวของหน่วยงานที่ไม่ต้องการส่ง แถวผลรวม แถวค่าเฉลี่ย และแถวว่างจะไม่ถูกอ่าน",
        "6. บันทึกเป็น .xlsx แล้วส่งไฟล์นี้กลับไปที่ POST /v1/imports/assessments",
    ];

    public static bool Are(string sheet, string firstRow) => sheet == SheetName && firstRow == Title;
}
