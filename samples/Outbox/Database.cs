using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Outbox;

/// <summary>A database in a file of its own, removed at the end. With another provider only this file changes.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public Database() => Source = SqliteFactory.Instance.CreateDataSource($"Data Source={_file};Pooling=False");

    public DbDataSource Source { get; }

    public async Task CreateTablesAsync()
    {
        await using var command = Source.CreateCommand("""
            pragma journal_mode = wal;
            create table orders (order_id text primary key, total numeric not null);
            create table outbox (
                number integer primary key autoincrement, message_id text not null, name text not null, body text not null,
                group_id text, trace_parent text);
            create table handled (consumer text not null, message_id text not null, primary key (consumer, message_id));
            create table invoices (order_id text not null, total numeric not null);
            """);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<int> CountAsync(string query)
    {
        await using var command = Source.CreateCommand($"select count(*) from ({query})");
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" })
        {
            File.Delete(file);
        }
    }
}
