using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>Work that a thread without any may take a part of while it runs.</summary>
internal interface ISplittable : IRunnable
{
    /// <summary>Whether there is enough left to share.</summary>
    bool CanSplit { get; }

    /// <summary>Takes the later half of what is left; false when that is too little to share. Any thread may ask.</summary>
    bool TrySplit([NotNullWhen(true)] out IRunnable? upper);
}
