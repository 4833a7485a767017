using ItaApi.Imports.AgencyRows;

namespace ItaApi.Tests.Imports.AgencyRows;

/// <summary>Addresses of websites as offices type them.</summary>
public sealed class WebsiteCellTests
{
    [Theory]
    [InlineData("https://www.example.go.th/path?id=1", "https://www.example.go.th/path?id=1")]
    [InlineData("www.example.go.th", "http://www.example.go.th")]
    [InlineData("example.go.th/", "http://example.go.th/")]
    [InlineData("\"www.example.go.th\"", "http://www.example.go.th")]
    [InlineData("www,example.go.th", "http://www.example.go.th")]
    [InlineData("www. example.go.th", "http://www.example.go.th")]
    [InlineData("www.example .go.th", "http://www.example.go.th")]
    [InlineData("www.example.go.th.", "http://www.example.go.th")]
    [InlineData("http:/www.example.go.th", "http://www.example.go.th")]
    [InlineData("http//www.example.go.th", "http://www.example.go.th")]
    [InlineData("HTTPS://www.example.go.th", "https://www.example.go.th")]
    [InlineData("http://http://www.example.go.th", "http://www.example.go.th")]
    [InlineData("httpbin.example.go.th", "http://httpbin.example.go.th")]
    [InlineData("www.example.go.th, www.facebook.example/page", "http://www.example.go.th")]
    [InlineData("www.example.go.th www.other.go.th", "http://www.example.go.th")]
    [InlineData("www.example.go.th (ปิดปรับปรุง)", "http://www.example.go.th")]
    [InlineData("www.เทศบาล.ไทย", "http://www.เทศบาล.ไทย")]
    public void An_address_is_read_as_it_is_meant(string cell, string address) => Assert.Equal(address, WebsiteCell.Read(cell));

    [Theory]
    [InlineData("ไม่ทราบ")]
    [InlineData("office@example.go.th")]
    [InlineData("http://")]
    [InlineData("053-000000")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_address_is_read_as_none(string cell)
    {
        Assert.Null(WebsiteCell.Read(cell));
        Assert.False(WebsiteCell.IsNone(cell));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("\"-\"")]
    [InlineData("ไม่มี")]
    public void A_cell_may_say_that_there_is_none(string cell) => Assert.True(WebsiteCell.IsNone(cell));
}
