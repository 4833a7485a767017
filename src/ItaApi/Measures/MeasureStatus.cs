namespace ItaApi.Measures;

/// <summary>The status of a measure.</summary>
internal enum MeasureStatus
{
    /// <summary>A plan without any report.</summary>
    Planned,

    /// <summary>อยู่ระหว่างการดำเนินการ</summary>
    InProgress,

    /// <summary>ดำเนินการแล้วเสร็จ</summary>
    Completed,

    /// <summary>ไม่สามารถดำเนินการได้</summary>
    Unable,

    /// <summary>A report without check boxes: it describes the work and gives no status.</summary>
    NotStated,
}
