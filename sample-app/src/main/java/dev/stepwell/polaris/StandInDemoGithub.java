package dev.stepwell.polaris;

import dev.stepwell.polaris.github.standin.GithubStandIn;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;

/** The stand-in on this machine, whose repositories are folders. */
record StandInDemoGithub(GithubStandIn github) implements DemoGithub {
  @Override
  public String login() {
    return Main.LOGIN;
  }

  @Override
  public String token() {
    return Main.TOKEN;
  }

  @Override
  public void seed(String name, Path source) throws IOException {
    github.seed(Main.LOGIN, name, source);
  }

  @Override
  public String tree(String name) throws IOException {
    try (Git git = Git.open(github.folder(Main.LOGIN, name).toFile())) {
      ObjectId tree = git.getRepository().resolve("HEAD^{tree}");
      return tree == null ? "none" : tree.name();
    }
  }

  @Override
  public String location(String name) {
    return github.folder(Main.LOGIN, name).toString();
  }
}
