using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;

namespace Outbox;

/// <summary>One transaction of the database, for everything that happens in one scope. What is not committed never was.</summary>
internal sealed class UnitOfWork(DbDataSource database) : IAsyncDisposable
{
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    /// <summary>Runs a statement in the transaction, which begins with the first, and returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(
        string statement, IEnumerable<(string Name, object? Value)> values, CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenConnectionAsync(cancellationToken);
        _transaction ??= await _connection.BeginTransactionAsync(cancellationToken);
        await using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = statement;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes a message into the outbox, in the transaction of the data that it speaks of: both are there, or neither.</summary>
    public Task PublishAsync<TMessage>(TMessage message, string? groupId, CancellationToken cancellationToken)
        where TMessage : notnull => ExecuteAsync(
            "insert into outbox (message_id, name, body, group_id, trace_parent) values (@id, @name, @body, @group, @trace)",
            [
                ("@id", Guid.CreateVersion7().ToString()),
                ("@name", OutboxTypes.NameOf<TMessage>()),
                ("@body", JsonSerializer.Serialize(message)),
                ("@group", groupId),
                ("@trace", Activity.Current?.Id),
            ],
            cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) =>
        _transaction?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
