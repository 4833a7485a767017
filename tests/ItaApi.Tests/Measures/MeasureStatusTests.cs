using ItaApi.Measures;
using ItaApi.Values;

namespace ItaApi.Tests.Measures;

/// <summary>Which status may follow which, and how a report prints it. Needs no database.</summary>
public sealed class MeasureStatusTests
{
    [Theory]
    [InlineData("planned", "inProgress completed unable notStated", "")]
    [InlineData("notStated", "planned inProgress completed unable", "")]
    [InlineData("inProgress", "completed unable", "")]
    [InlineData("completed", "", "inProgress")]
    [InlineData("unable", "", "inProgress completed")]
    public void A_status_may_become_these_and_with_a_reason_those(string from, string free, string reasoned)
    {
        var (freely, withReason) = (
            free.Split(' ', StringSplitOptions.RemoveEmptyEntries), reasoned.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        foreach (var to in Enum.GetValues<MeasureStatus>())
        {
            var isSame = to.ToCode() == from;
            Assert.Equal(isSame || freely.Contains(to.ToCode()), StatusChanges.CodesBefore(to, reasonIsGiven: false).Contains(from));
            Assert.Equal(
                isSame || freely.Contains(to.ToCode()) || withReason.Contains(to.ToCode()),
                StatusChanges.CodesBefore(to, reasonIsGiven: true).Contains(from));
        }
    }

    [Theory]
    [InlineData("อยู่ระหว่างการดำเนินการ", "inProgress")]
    [InlineData("ดำเนินการแล้วเสร็จ", "completed")]
    [InlineData("ไม่สามารถดำเนินการได้", "unable")]
    [InlineData(" ดำเนินการ แล้วเสร็จ ", "completed")]
    [InlineData("ดำเนินการ\u00A0แล้ว\n\tเสร็จ", "completed")]
    [InlineData("ไม่สามารถ\u200Bดำเนินการได้", "unable")]
    [InlineData("ด\u0E4D\u0E32เนินการแล้วเสร็จ", "completed")]
    public void A_printed_check_box_names_its_status_however_it_is_spaced(string wording, string status) =>
        Assert.Equal(status, StatusWording.FromThai(wording)?.ToCode());

    [Theory]
    [InlineData("")]
    [InlineData("แล้วเสร็จ")]
    [InlineData("ยังไม่ดำเนินการแล้วเสร็จ")]
    [InlineData("completed")]
    public void Another_wording_names_none(string wording) => Assert.Null(StatusWording.FromThai(wording));

    [Fact]
    public void What_is_written_can_be_read_back()
    {
        foreach (var status in Enum.GetValues<MeasureStatus>())
        {
            if (StatusWording.ToThai(status) is { } wording)
                Assert.Equal(status, StatusWording.FromThai(wording));
            else
                Assert.True(status is MeasureStatus.Planned or MeasureStatus.NotStated);
        }
    }
}
