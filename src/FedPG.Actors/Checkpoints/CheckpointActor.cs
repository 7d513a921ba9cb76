using System.Buffers;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;

namespace FedPG.Actors.Checkpoints;

/// <summary>One run's checkpoints in the database, one event each. What it holds is known when it has recovered; a failure ends it and is told to whoever asked.</summary>
internal sealed class CheckpointActor(string run, TaskCompletionSource<StoredRun?> loaded) : UntypedPersistentActor
{
    private readonly Dictionary<string, ArrayBufferWriter<byte>> _files = [];
    private RunCheckpoint? _last;
    private TaskCompletionSource? _waiting;

    /// <summary>Keep a checkpoint, and complete the task when the database has it.</summary>
    public sealed record Save(RunCheckpoint Checkpoint, TaskCompletionSource Done);

    /// <summary>Forget all checkpoints of the run.</summary>
    public sealed record Forget(TaskCompletionSource Done);

    public override string PersistenceId => run;

    public static Props Props(string run, TaskCompletionSource<StoredRun?> loaded) => Akka.Actor.Props.Create(() => new CheckpointActor(run, loaded));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case RunCheckpoint checkpoint:
                _last = checkpoint with { Records = [] };
                foreach (var (file, text) in checkpoint.Records) Text(file).Write(text.Span);
                break;
            case RecoveryCompleted:
                var files = _files.ToImmutableDictionary(file => file.Key, file => file.Value.WrittenMemory);
                loaded.TrySetResult(_last is null ? null : new StoredRun(_last, files));
                _files.Clear();
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Save save:
                _waiting = save.Done;
                Persist(save.Checkpoint, _ => _waiting.TrySetResult());
                break;
            case Forget forget:
                _waiting = forget.Done;
                DeleteMessages(long.MaxValue);
                break;
            case DeleteMessagesSuccess:
                _waiting?.TrySetResult();
                break;
            case DeleteMessagesFailure failure:
                _waiting?.TrySetException(failure.Cause);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnRecoveryFailure(Exception reason, object message) => loaded.TrySetException(reason);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _waiting?.TrySetException(cause);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _waiting?.TrySetException(cause);

    private ArrayBufferWriter<byte> Text(string file) => _files.TryGetValue(file, out var text) ? text : _files[file] = new ArrayBufferWriter<byte>();
}
