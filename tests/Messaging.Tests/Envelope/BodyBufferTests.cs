namespace Messaging;

public sealed class BodyBufferTests
{
    [Fact]
    public void What_was_broken_off_leaves_nothing_in_the_next_body()
    {
        using (var broken = BodyBuffer.Take())
        {
            broken.Writer.WriteStartObject();
            broken.Writer.WriteString("secret", "text");
            broken.Writer.Flush();
            broken.Writer.WriteStartArray("more");
        }

        using var next = BodyBuffer.Take();
        next.Writer.WriteStartArray();
        next.Writer.WriteEndArray();
        next.Writer.Flush();

        Assert.Equal(("[]", 2), (next.ToString(), next.Length));
    }

    [Fact]
    public void A_message_that_is_written_within_another_has_a_buffer_of_its_own()
    {
        using var outer = BodyBuffer.Take();
        outer.Writer.WriteStartArray();
        using (var inner = BodyBuffer.Take())
        {
            inner.Writer.WriteNumberValue(17);
            inner.Writer.Flush();
            Assert.Equal("17", inner.ToString());
        }

        outer.Writer.WriteEndArray();
        outer.Writer.Flush();

        Assert.Equal("[]", outer.ToString());
    }

    [Fact]
    public void A_thread_uses_its_buffer_again_and_keeps_no_large_one()
    {
        var first = BodyBuffer.Take();
        first.Dispose();
        var second = BodyBuffer.Take();
        second.Writer.WriteStringValue(new string('x', 100_000));
        second.Writer.Flush();
        second.Dispose();
        using var third = BodyBuffer.Take();

        Assert.Same(first, second);
        Assert.NotSame(second, third);
    }
}
