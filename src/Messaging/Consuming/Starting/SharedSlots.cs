namespace Messaging;

/// <summary>One limit for the handlers of several consumers. Those that wait for a slot get one in turn.</summary>
internal sealed class SharedSlots(int max)
{
    private readonly Lock _lock = new();
    private readonly Queue<Share> _waiting = new();
    private int _taken;

    public int Max => max;

    /// <summary>Lets a consumer take part.</summary>
    /// <param name="wake">Tells the consumer, without waiting for it, that a slot is reserved for it.</param>
    public Share Join(Action wake) => new(this, wake);

    private bool TryTake(Share share)
    {
        lock (_lock)
        {
            if (share.Reserved > 0)
            {
                share.Reserved--;
                return true;
            }

            if (_taken < max && _waiting.Count == 0)
            {
                _taken++;
                return true;
            }

            if (!share.IsWaiting)
            {
                share.IsWaiting = true;
                _waiting.Enqueue(share);
            }

            return false;
        }
    }

    private void Release(int count)
    {
        for (; count > 0; count--)
        {
            Share? next;
            lock (_lock)
            {
                if (_waiting.TryDequeue(out next))
                {
                    next.IsWaiting = false;
                    next.Reserved++;
                }
                else
                {
                    _taken--;
                }
            }

            next?.Wake();
        }
    }

    /// <summary>One consumer's part in the limit.</summary>
    internal sealed class Share(SharedSlots slots, Action wake)
    {
        public Action Wake => wake;

        public int Max => slots.Max;

        /// <summary>Gets or sets how many slots others have left to this consumer.</summary>
        public int Reserved { get; set; }

        public bool IsWaiting { get; set; }

        public int Free
        {
            get
            {
                lock (slots._lock)
                {
                    return Reserved + (slots._waiting.Count == 0 ? slots.Max - slots._taken : 0);
                }
            }
        }

        public bool TryTake() => slots.TryTake(this);

        public void Release() => slots.Release(1);

        public void PassOn()
        {
            int unused;
            lock (slots._lock)
            {
                unused = Reserved;
                Reserved = 0;
            }

            slots.Release(unused);
        }
    }
}
