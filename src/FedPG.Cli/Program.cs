using FedPG.Cli;
using MathNet.Numerics;

// Matrices here are small; threads of MathNet's own would only compete with the agents'.
Control.UseSingleThread();
return await CommandLine.RunAsync(args);
