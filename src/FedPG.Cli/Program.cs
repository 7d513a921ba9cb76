using FedPG.Cli;
using FedPG.Cli.Output;

// On one core the pool begins with one thread, and an actor system that starts holds it until the pool makes another, most of a second later.
ThreadPool.GetMinThreads(out int workers, out int completions);
ThreadPool.SetMinThreads(Math.Max(workers, 4), completions);
Console.SetError(TextWriter.Synchronized(new TolerantWriter(Console.Error)));

// Of threads that nobody waits for; without this the runtime would print the stack trace.
AppDomain.CurrentDomain.UnhandledException += (_, failure) => Environment.Exit(LastGuard.Report((Exception)failure.ExceptionObject));
return await CommandLine.RunAsync(args);
