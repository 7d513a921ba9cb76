using FedPG.Tool;

return await FedPGTool.RunAsync(args, name: "fedpg");
