using FedPG.Cli;
using FedPG.Cli.Output;

// On one core the thread pool starts with one thread. A starting actor system blocks it until the pool adds another, most of a second
// later.
ThreadPool.GetMinThreads(out int workers, out int completions);
ThreadPool.SetMinThreads(Math.Max(workers, 4), completions);
Console.SetError(TextWriter.Synchronized(new TolerantWriter(Console.Error)));

// For exceptions on threads that are not awaited; otherwise the runtime would print the stack trace.
AppDomain.CurrentDomain.UnhandledException += (_, failure) => Environment.Exit(LastGuard.Report((Exception)failure.ExceptionObject));
return await CommandLine.RunAsync(args);
