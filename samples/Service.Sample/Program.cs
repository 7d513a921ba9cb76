using FedPG.Actors.Hosting;
using FedPG.Checkpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Service.Sample;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddFederation();
builder.Services.AddSingleton(new CheckpointStore(CheckpointDatabase.Sqlite(builder.Configuration["Checkpoints"] ?? "service.db")));
builder.Services.AddHostedService<TrainingService>();
using var host = builder.Build();
await host.RunAsync();
