package dev.stepwell.polaris;

import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.github.GithubClient;
import dev.stepwell.polaris.github.Repository;
import dev.stepwell.polaris.github.TreeEntry;
import dev.stepwell.polaris.github.User;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Exports a project into a new repository on GitHub. */
public class GithubExport {
  private final GithubAccess github;
  private final PolarisClient polaris;

  /** Reads through the internal API and writes to GitHub. */
  public GithubExport(GithubAccess github, PolarisClient polaris) {
    this.github = github;
    this.polaris = polaris;
  }

  /** Who may see the repository. */
  public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** Its owner. */
    PRIVATE
  }

  /**
   * What was exported.
   *
   * @param owner the account
   * @param repo the repository
   * @param commit the commit with all files
   */
  public record Exported(String owner, String repo, String commit) {}

  @Function(id = "export-to-github", event = "github/export.repo")
  @CancelOn(event = "github/export.cancel", match = "projectId")
  Exported export(
      String projectId, String repoName, Visibility visibility, String githubToken, Steps steps)
      throws IOException, InterruptedException {
    setStatus(projectId, "exporting", "");
    User user = getUser(githubToken);
    Repository repo = createRepo(projectId, repoName, visibility, githubToken);
    steps.sleep("wait-for-repo-init", Duration.ofSeconds(3));
    String parent = getInitialCommit(user.login(), repo, githubToken);
    List<ProjectFile> files = fetchFiles(projectId);
    List<TreeEntry> entries =
        steps.forEach(files, file -> createBlob(projectId, repo, file, githubToken));
    String tree = createTree(repo, entries, githubToken);
    String commit = createCommit(repo, tree, parent, githubToken);
    updateRef(repo, commit, githubToken);
    setStatus(projectId, "completed", repo.url());
    return new Exported(user.login(), repo.name(), commit);
  }

  @Step
  void setStatus(String projectId, String status, String url)
      throws IOException, InterruptedException {
    polaris.exportStatus(projectId, status, url.isEmpty() ? null : url);
  }

  @Step
  User getUser(String githubToken) {
    return github.as(githubToken).me();
  }

  /**
   * Returns the existing repository when repeated: GitHub identifies it by name, and the description identifies this
   * project.
   */
  @Step
  Repository createRepo(String projectId, String name, Visibility visibility, String githubToken) {
    return github
        .as(githubToken)
        .createRepository(
            name,
            visibility == Visibility.PRIVATE,
            "Project " + projectId + ", exported from Polaris");
  }

  @Step
  String getInitialCommit(String owner, Repository repo, String githubToken) {
    return github.as(githubToken).headCommit(owner, repo.name(), repo.defaultBranch());
  }

  /** The files, links and submodules of the project. In git, folders exist only through their files. */
  @Step
  List<ProjectFile> fetchFiles(String projectId) throws IOException, InterruptedException {
    List<ProjectFile> files =
        polaris.files(projectId).stream().filter(ProjectFile::hasContent).toList();
    if (files.isEmpty()) {
      throw new NonRetriableException("project " + projectId
          + " has no files, and GitHub makes no empty commit: add a file, then export again");
    }
    return files;
  }

  @Step
  TreeEntry createBlob(String projectId, Repository repo, ProjectFile file, String githubToken)
      throws IOException, InterruptedException {
    byte[] content = polaris.content(projectId, file.path());
    FileKind kind = FileKind.ofWord(file.kind());
    if (kind == FileKind.SUBMODULE) {
      return new TreeEntry(
          file.path(), kind.mode(), "commit", new String(content, StandardCharsets.UTF_8), 0);
    }
    String sha = github.as(githubToken).createBlob(repo.owner(), repo.name(), content);
    return new TreeEntry(file.path(), kind.mode(), "blob", sha, content.length);
  }

  @Step
  String createTree(Repository repo, List<TreeEntry> entries, String githubToken) {
    return github.as(githubToken).createTree(repo.owner(), repo.name(), entries);
  }

  @Step
  String createCommit(Repository repo, String tree, String parent, String githubToken) {
    GithubClient client = github.as(githubToken);
    return client.createCommit(
        repo.owner(), repo.name(), "Export from Polaris", tree, List.of(parent));
  }

  @Step
  void updateRef(Repository repo, String commit, String githubToken) {
    github.as(githubToken).updateRef(repo.owner(), repo.name(), repo.defaultBranch(), commit, true);
  }

  @OnFailure("export-to-github")
  void exportFailed(String projectId, Failure failure) throws IOException, InterruptedException {
    setStatus(projectId, "failed", "");
  }
}
