using static Messaging.Deliveries;

namespace Messaging;

public sealed class ReceiveFailureTests
{
    private readonly ReceivingMachine _receiving = new(new ConsumerOptions { MaxConcurrency = 1000 }, new Random(1));

    [Fact]
    public void Receives_that_were_under_way_together_fail_once()
    {
        for (var round = 0; round < 20; round++)
        {
            AskForAll();
            _receiving.Answered(10, 10, starving: true, Sec(0), Sec(0));
        }

        AskForAll();
        Assert.Equal(10, _receiving.UnderWay);
        foreach (var number in Enumerable.Range(1, 10))
        {
            _receiving.Failed(10, startedAt: Sec(0), now: Sec(number));
        }

        // The pause after the first failure, half a second to a second, is over.
        Assert.Null(_receiving.NextWake(Sec(2)));
        Assert.Equal(10, _receiving.Next(0, 1000, Sec(2)));
    }

    private void AskForAll()
    {
        while (_receiving.Next(0, 1000, Sec(0)) > 0)
        {
        }
    }
}
