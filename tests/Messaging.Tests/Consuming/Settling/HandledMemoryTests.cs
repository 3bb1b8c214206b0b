using static Messaging.Deliveries;

namespace Messaging;

public sealed class HandledMemoryTests
{
    private readonly HandledMemory _memory = new(capacity: 3);

    [Fact]
    public void Forgets_the_oldest_beyond_its_capacity()
    {
        for (var index = 0; index < 5; index++)
        {
            _memory.Remember($"{index}", Sec(index));
        }

        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(index => _memory.Knows($"{index}")));
    }

    [Fact]
    public void Forgets_what_is_older_than_twelve_hours()
    {
        _memory.Remember("a", Sec(0));
        _memory.Remember("b", TimeSpan.FromHours(12) + Sec(1));

        Assert.Equal((false, true), (_memory.Knows("a"), _memory.Knows("b")));
    }

    [Fact]
    public void A_message_remembered_again_is_as_new()
    {
        _memory.Remember("a", Sec(0));
        _memory.Remember("a", TimeSpan.FromHours(11));
        _memory.Remember("b", TimeSpan.FromHours(13));

        Assert.True(_memory.Knows("a"));
    }
}
