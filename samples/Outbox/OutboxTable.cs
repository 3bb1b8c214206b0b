using System.Data.Common;

namespace Outbox;

/// <summary>The messages that were written with the data that they speak of, and are not published yet.</summary>
internal sealed class OutboxTable(DbDataSource database)
{
    /// <summary>Reads the oldest rows. Where several processes relay: <c>for update skip locked</c>, in a transaction.</summary>
    public async Task<List<OutboxRow>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select number, message_id, name, body, group_id, trace_parent from outbox order by number limit {most}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new OutboxRow(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader[4] as string, reader[5] as string));
        }

        return rows;
    }

    public async Task RemoveAsync(IReadOnlyCollection<OutboxRow> published, CancellationToken cancellationToken)
    {
        if (published.Count > 0)
        {
            await using var command = database.CreateCommand(
                $"delete from outbox where number in ({string.Join(',', published.Select(row => row.Number))})");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
