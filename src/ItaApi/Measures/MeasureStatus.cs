namespace ItaApi.Measures;

/// <summary>How far a measure has come.</summary>
public enum MeasureStatus
{
    /// <summary>A plan; nobody has reported on it.</summary>
    Planned,

    /// <summary>อยู่ระหว่างการดำเนินการ</summary>
    InProgress,

    /// <summary>ดำเนินการแล้วเสร็จ</summary>
    Completed,

    /// <summary>ไม่สามารถดำเนินการได้</summary>
    Unable,

    /// <summary>A report without check boxes: what was done is told, how far it came is not.</summary>
    NotStated,
}
