using FedPG.Actors.Wire.Messages;
using FedPG.Environments;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes a finite process in the form of its kernel: a table, or lists of successors.</summary>
internal static class ProcessCodec
{
    private const int MostBytesOfCount = 5;

    /// <summary>An upper bound for the bytes of a process's numbers.</summary>
    public static long MostBytesOf(MarkovDecisionProcess process)
    {
        var kernel = process.Kernel;
        long numbers = (long)kernel.Count + kernel.Pairs + process.Start.Length;
        return sizeof(double) * numbers + (kernel.IsSparse ? MostBytesOfCount * ((long)kernel.Count + kernel.Pairs) : 0);
    }

    public static ProcessMessage Encode(MarkovDecisionProcess process)
    {
        var kernel = process.Kernel;
        var message = new ProcessMessage { Name = process.Name, States = process.States, Actions = process.Actions };
        message.Transitions.AddRange(kernel.Probabilities);
        message.Rewards.AddRange(process.Rewards);
        message.Start.AddRange(process.Start);
        if (!kernel.IsSparse) return message;
        for (int pair = 0; pair < kernel.Pairs; pair++) message.Counts.Add((uint)kernel.Row(pair).Length);
        foreach (int successor in kernel.Successors) message.Successors.Add((uint)successor);
        return message;
    }

    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static MarkovDecisionProcess Decode(ProcessMessage message) =>
        message.Start.Count == 0 ? Dynamics(message) : Dynamics(message).StartingFrom([.. message.Start]);

    private static MarkovDecisionProcess Dynamics(ProcessMessage message) => message.Counts.Count == 0
        ? new MarkovDecisionProcess(message.Name, message.States, message.Actions, [.. message.Transitions], [.. message.Rewards])
        : new MarkovDecisionProcess(message.Name, Lists(message), [.. message.Rewards]);

    private static TransitionKernel Lists(ProcessMessage message)
    {
        long pairs = (long)message.States * message.Actions, listed = message.Counts.Sum(count => (long)count);
        if (message.Counts.Count != pairs || message.Successors.Count != listed || message.Transitions.Count != listed)
            throw new ArgumentException("the successors of a process do not fit its numbers of states and actions");
        var kernel = new TransitionKernelBuilder(message.States, message.Actions);
        int place = 0;
        foreach (uint count in message.Counts)
        {
            for (int end = place + (int)count; place < end; place++)
                kernel.Add((int)Math.Min(message.Successors[place], int.MaxValue), message.Transitions[place]);
            kernel.EndRow();
        }

        return kernel.Build();
    }
}
