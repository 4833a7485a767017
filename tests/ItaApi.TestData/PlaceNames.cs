namespace ItaApi.TestData;

/// <summary>Names of districts and places as they are found all over the country: what lies there, and what it is like.</summary>
internal static class PlaceNames
{
    private static readonly string[] Grounds =
    [
        "บ้าน", "หนอง", "ห้วย", "ดอน", "โคก", "นา", "ทุ่ง", "บาง", "คลอง",
        "แม่", "วัง", "ท่า", "โพธิ์", "เขา", "ปาก", "ศรี", "สระ", "ป่า", "บึง",
        "ไทร", "ลำ", "หัว", "โนน", "ดง", "เวียง", "สัน", "เกาะ", "พระ", "ถ้ำ", "กุด",
    ];

    private static readonly string[] Qualities =
    [
        "ใหญ่", "น้อย", "งาม", "แดง", "ขาว", "ดำ", "สูง", "ยาว", "ทอง", "เงิน",
        "แก้ว", "บัว", "ไผ่", "หลวง", "ใหม่", "เก่า", "สะอาด", "เจริญ", "กลาง",
        "เหนือ", "ใต้", "ตาล", "มะม่วง", "มะขาม", "หว้า", "ข่อย", "ยาง", "สัก",
        "ตูม", "กระทุ่ม", "ไทย", "ช้าง", "เสือ", "กวาง", "ปลา", "นกยูง", "ทราย",
        "หิน", "ดิน", "น้ำใส",
    ];

    /// <summary>As many different names as there are.</summary>
    public static string[] Shuffled(ref Draw draw)
    {
        string[] names = [.. Grounds.SelectMany(ground => Qualities.Select(quality => ground + quality))];
        draw.Shuffle<string>(names);
        return names;
    }
}
