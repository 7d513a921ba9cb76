using Akka.Hosting;
using FedPG.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Service.Sample;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddAkka("service", akka => akka.WithFederation());
builder.Services.AddHostedService<TrainingService>();
using var host = builder.Build();
await host.RunAsync();
