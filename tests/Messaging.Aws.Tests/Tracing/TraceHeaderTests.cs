namespace Messaging.Aws;

public sealed class TraceHeaderTests
{
    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=0")]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void A_trace_parent_becomes_a_trace_header(string? traceParent, string? header) =>
        Assert.Equal(header, TraceHeader.Of(traceParent));

    [Theory]
    [InlineData("Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("Sampled=0; Parent=B7AD6B7169203331; Root=1-0AF76519-16CD43DD8448EB211C80319C", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    [InlineData("Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1;Lineage=a:0", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=?", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    public void A_trace_header_becomes_a_trace_parent(string header, string traceParent) =>
        Assert.Equal(traceParent, TraceHeader.ToTraceParent(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Root=1-0af76519-16cd43dd8448eb211c80319c")]
    [InlineData("Parent=b7ad6b7169203331;Sampled=1")]
    [InlineData("Root=2-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331")]
    [InlineData("Root=1-0af7651916cd43dd8448eb211c80319c;Parent=b7ad6b7169203331")]
    [InlineData("Root=1-0af76519-16cd43dd8448eb211c80319;Parent=b7ad6b7169203331")]
    [InlineData("Root=1-00000000-000000000000000000000000;Parent=b7ad6b7169203331")]
    [InlineData("Root=1-0af76519-zzcd43dd8448eb211c80319c;Parent=b7ad6b7169203331")]
    [InlineData(";=;==;Root=;Parent")]
    public void What_names_no_parent_is_none(string? header) => Assert.Null(TraceHeader.ToTraceParent(header));
}
