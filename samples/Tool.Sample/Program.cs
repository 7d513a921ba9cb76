using Extension.Sample;
using FedPG.Federation;
using FedPG.Tool;

return await FedPGTool.RunAsync(args, new SampleExtension().Extend(FederationCatalogue.Default));
