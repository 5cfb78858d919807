package dev.stepwell.polaris;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.github.EmptyRepositoryException;
import dev.stepwell.polaris.github.GithubClient;
import dev.stepwell.polaris.github.Repository;
import dev.stepwell.polaris.github.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Imports a repository of GitHub into a project. */
public class GithubImport {
  private final GithubAccess github;
  private final PolarisClient polaris;

  /** Reads from GitHub and writes through the internal API. */
  public GithubImport(GithubAccess github, PolarisClient polaris) {
    this.github = github;
    this.polaris = polaris;
  }

  /**
   * What was imported.
   *
   * @param branch the branch, the repository's default
   * @param files how many files, links and submodules
   * @param folders how many folders
   */
  public record Imported(String branch, int files, int folders) {}

  /**
   * A repository's content.
   *
   * @param branch the branch that was read
   * @param entries all its entries; empty for an empty repository
   */
  public record Listing(String branch, List<TreeEntry> entries) {}

  @Function(id = "import-github-repo", event = "github/import.repo")
  Imported importRepo(String owner, String repo, String projectId, String githubToken, Steps steps)
      throws IOException, InterruptedException {
    checkConfiguration();
    cleanProject(projectId);
    Listing listing = fetchTree(owner, repo, githubToken);
    List<String> folders = listing.entries().stream()
        .filter(TreeEntry::hasEntries)
        .map(TreeEntry::path)
        .toList();
    List<TreeEntry> files =
        listing.entries().stream().filter(entry -> !entry.hasEntries()).toList();
    createFolders(projectId, folders);
    steps.forEach(files, entry -> createFile(owner, repo, projectId, githubToken, entry));
    setStatus(projectId, "completed");
    return new Imported(listing.branch(), files.size(), folders.size());
  }

  @Step
  void checkConfiguration() {
    polaris.checkConfiguration();
  }

  @Step
  void cleanProject(String projectId) throws IOException, InterruptedException {
    polaris.importStatus(projectId, "importing");
    polaris.clean(projectId);
  }

  @Step
  Listing fetchTree(String owner, String repo, String githubToken) {
    GithubClient client = github.as(githubToken);
    Repository repository = client.repository(owner, repo);
    try {
      return new Listing(
          repository.defaultBranch(),
          client.tree(owner, repo, repository.defaultBranch()).entries());
    } catch (EmptyRepositoryException e) {
      return new Listing(repository.defaultBranch(), List.of());
    }
  }

  @Step
  void createFolders(String projectId, List<String> folders)
      throws IOException, InterruptedException {
    polaris.createFolders(projectId, folders);
  }

  @Step
  String createFile(
      String owner, String repo, String projectId, String githubToken, TreeEntry entry)
      throws IOException, InterruptedException {
    byte[] content = entry.hasBytes()
        ? github.as(githubToken).blob(owner, repo, entry.sha())
        : entry.sha().getBytes(StandardCharsets.UTF_8);
    polaris.putFile(projectId, entry.path(), FileKind.ofMode(entry.mode()).word(), content);
    return entry.path();
  }

  @Step
  void setStatus(String projectId, String status) throws IOException, InterruptedException {
    polaris.importStatus(projectId, status);
  }

  @OnFailure("import-github-repo")
  void importFailed(String projectId, Failure failure) throws IOException, InterruptedException {
    setStatus(projectId, "failed");
  }
}
