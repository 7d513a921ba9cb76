namespace FedPG.Architecture.Tests.Layout;

public class FolderTests
{
    /// <summary>Folders of one file that are still there. This list only gets shorter.</summary>
    private static readonly string[] Known =
    [
    ];

    [Fact]
    public void No_folder_of_a_library_holds_a_single_file()
    {
        var lonely = Repository.Sources("src")
            .GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => Directory.GetFileSystemEntries(folder.Key).Length == 1)
            .Select(folder => Repository.Relative(folder.Key));
        lonely.Order(StringComparer.Ordinal)
            .ToArray()
            .ShouldBe(Known, "Put a lonely file where its reader looks first; take a folder that is gone off the list.");
    }
}
