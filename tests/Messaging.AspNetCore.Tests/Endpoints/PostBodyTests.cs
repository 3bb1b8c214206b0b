using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.AspNetCore.Tests;

public sealed class PostBodyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _pipe = new();
    private readonly DefaultHttpContext _context = new();

    public PostBodyTests() => _context.Features.Set<IRequestBodyPipeFeature>(new BodyPipe(_pipe.Reader));

    [Fact]
    public async Task A_body_that_does_not_end_within_fifteen_seconds_is_to_be_sent_again()
    {
        await _pipe.Writer.WriteAsync("{"u8.ToArray());
        var body = PostBody.ReadAsync(_context, 1024, _time);

        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(body.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => body);
        Assert.Equal((503, "The body did not arrive within 00:00:15."), (refusal.Status, refusal.Message));
    }

    [Theory]
    [InlineData(408, 503)]
    [InlineData(400, 400)]
    public async Task What_the_server_says_of_a_body_is_answered_but_for_a_slow_one_to_be_sent_again(int said, int answered)
    {
        await _pipe.Writer.CompleteAsync(new BadHttpRequestException("Reading the request body took too long.", said));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => PostBody.ReadAsync(_context, 1024, _time));

        Assert.Equal(answered, refusal.Status);
    }

    [Fact]
    public async Task A_sender_that_goes_away_is_not_refused()
    {
        using var aborted = new CancellationTokenSource();
        _context.RequestAborted = aborted.Token;
        var body = PostBody.ReadAsync(_context, 1024, _time);

        await aborted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task A_body_may_be_as_long_as_the_limit(int length, bool fits)
    {
        await _pipe.Writer.WriteAsync(new byte[length]);
        await _pipe.Writer.CompleteAsync();

        var read = await Record.ExceptionAsync(() => PostBody.ReadAsync(_context, 1024, _time));

        Assert.Equal(fits ? null : 413, (read as RefusedException)?.Status);
    }

    private sealed class BodyPipe(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
