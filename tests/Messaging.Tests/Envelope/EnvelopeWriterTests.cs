using System.Text;

namespace Messaging;

public sealed class EnvelopeWriterTests
{
    private static readonly OrderPlaced Message = new(17, "Grüße & <b>");

    [Fact]
    public void Writes_correlation_causation_trace_and_group() => Assert.Equal(
        GoldenFiles.Read("written-full"), Written(Full(), headersInside: false));

    [Fact]
    public void Leaves_out_what_is_not_there() => Assert.Equal(
        GoldenFiles.Read("written-minimal"), Written(Minimal(), headersInside: false));

    [Fact]
    public void Writes_headers_inside_where_there_are_no_attributes() => Assert.Equal(
        GoldenFiles.Read("written-headers-inside"), Written(WithHeaders(), headersInside: true));

    [Fact]
    public void Writes_no_headers_where_they_travel_as_attributes() => Assert.Equal(
        GoldenFiles.Read("written-minimal"), Written(WithHeaders(), headersInside: false));

    [Fact]
    public void Writes_a_raw_message_as_its_bare_data()
    {
        using var body = BodyBuffer.Take();

        EnvelopeWriter.WriteRaw(body, Orders.Type, Message);

        Assert.Equal(GoldenFiles.Read("written-raw"), body.ToString());
    }

    [Fact]
    public void Writes_times_in_utc() => Assert.Equal(
        "2026-03-04T04:06:07.0000000Z",
        EnvelopeWriter.Format(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(1))));

    [Fact]
    public void What_is_written_is_read_back()
    {
        var body = Encoding.UTF8.GetBytes(Written(Full(), headersInside: false));

        Assert.Equal(BodyShape.Envelope, EnvelopeReader.Read(body, out var read));
        var full = Full();
        Assert.Equal(
            (full.Id, full.Source, full.Type, full.Time, full.CorrelationId),
            (read.Id, read.Source, read.Type, read.Time, read.CorrelationId));
        Assert.Equal(
            (full.CausationId, full.TraceParent, full.TraceState, full.PartitionKey),
            (read.CausationId, read.TraceParent, read.TraceState, read.PartitionKey));
        Assert.Equal(Message, Orders.Type.Read(read.Data.Span));
    }

    private static Envelope Minimal() => new()
    {
        Id = "0190a5c8-7e10-7000-8000-000000000001",
        Source = "/shop",
        Type = Orders.Name,
        Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero),
    };

    private static Envelope WithHeaders()
    {
        var envelope = Minimal();
        envelope.Headers = new() { ["tenant"] = "acme", ["region"] = "eu" };
        return envelope;
    }

    private static Envelope Full()
    {
        var envelope = Minimal();
        envelope.CorrelationId = "corr-1";
        envelope.CausationId = "cause-1";
        envelope.TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        envelope.TraceState = "vendor=1";
        envelope.PartitionKey = "customer-5";
        return envelope;
    }

    private static string Written(Envelope envelope, bool headersInside)
    {
        using var body = BodyBuffer.Take();
        EnvelopeWriter.Write(body, envelope, Orders.Type, Message, headersInside);
        return body.ToString();
    }
}
