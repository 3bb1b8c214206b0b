using System.Data.Common;

namespace Outbox;

/// <summary>Takes orders: the row of the order and its message are one transaction.</summary>
internal sealed class Shop(DbDataSource database)
{
    /// <summary>Takes an order, or finds at the last moment that it cannot.</summary>
    public async Task<bool> OrderAsync(string orderId, decimal total, bool fails)
    {
        await using var work = new UnitOfWork(database);
        await work.ExecuteAsync(
            "insert into orders (order_id, total) values (@order, @total)", [("@order", orderId), ("@total", total)], CancellationToken.None);
        await work.PublishAsync(new OrderPlaced(orderId, total), groupId: null, CancellationToken.None);
        if (fails)
        {
            return false;
        }

        await work.CommitAsync(CancellationToken.None);
        return true;
    }
}
