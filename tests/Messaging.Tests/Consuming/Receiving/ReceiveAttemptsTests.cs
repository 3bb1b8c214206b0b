using static Messaging.Deliveries;

namespace Messaging;

public sealed class ReceiveAttemptsTests
{
    [Fact]
    public void A_fifo_receive_is_named_and_repeated_by_name_only_when_its_answer_was_lost()
    {
        var attempts = new ReceiveAttempts(isFifo: true, new Random(1));
        var first = attempts.Next(Sec(0));
        attempts.Failed(first, mayHaveTaken: true, Sec(1));
        Assert.Equal(first, attempts.Next(Sec(2)));
        attempts.Failed(first, mayHaveTaken: false, Sec(3));
        var second = attempts.Next(Sec(4));
        attempts.Failed(second, mayHaveTaken: true, Sec(5));

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, attempts.Next(Sec(5 + 240)));
        Assert.Null(new ReceiveAttempts(isFifo: false, new Random(1)).Next(Sec(0)));
    }
}
