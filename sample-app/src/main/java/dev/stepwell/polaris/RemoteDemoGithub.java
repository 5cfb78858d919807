package dev.stepwell.polaris;

import dev.stepwell.polaris.github.GithubClient;
import dev.stepwell.polaris.github.Repository;
import dev.stepwell.polaris.github.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A GitHub behind its REST API: the real one, or another server that implements it. */
final class RemoteDemoGithub implements DemoGithub {
  private final GithubClient client;
  private final String token;
  private final String login;

  RemoteDemoGithub(GithubClient client, String token) {
    this.client = client;
    this.token = token;
    this.login = client.me().login();
  }

  @Override
  public String login() {
    return login;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public void seed(String name, Path source) throws IOException {
    try (Git git = Git.open(source.toFile())) {
      ObjectId head = git.getRepository().resolve("HEAD^{tree}");
      if (head == null) {
        throw new IOException(source + " has no commit: commit something, then import it");
      }
      Repository repository =
          client.createRepository(name, true, "Source of the Polaris demo " + name);
      String branch = repository.defaultBranch();
      String tree = client.createTree(login, name, entries(git, head, name));
      String parent = client.headCommit(login, name, branch);
      String commit =
          client.createCommit(login, name, "Import from " + source, tree, List.of(parent));
      client.updateRef(login, name, branch, commit, false);
    }
  }

  /** All files, links and submodules of the tree, with their content stored in the repository {@code name}. */
  private List<TreeEntry> entries(Git git, ObjectId tree, String name) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(git.getRepository())) {
      walk.addTree(tree);
      walk.setRecursive(true);
      while (walk.next()) {
        FileMode mode = walk.getFileMode();
        String sha = walk.getObjectId(0).name();
        boolean isBlob = mode.getObjectType() == Constants.OBJ_BLOB;
        byte[] bytes =
            isBlob ? walk.getObjectReader().open(walk.getObjectId(0)).getBytes() : new byte[0];
        entries.add(new TreeEntry(
            walk.getPathString(),
            mode.toString(),
            Constants.typeString(mode.getObjectType()),
            isBlob ? client.createBlob(login, name, bytes) : sha,
            bytes.length));
      }
    }
    return entries;
  }

  @Override
  public String tree(String name) {
    return client
        .tree(login, name, client.repository(login, name).defaultBranch())
        .sha();
  }

  @Override
  public String location(String name) {
    return client.repository(login, name).url();
  }
}
