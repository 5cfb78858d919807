package dev.stepwell.polaris;

import java.io.IOException;
import java.nio.file.Path;

/** The GitHub account of the demo. */
interface DemoGithub {
  /** The account. */
  String login();

  /** A token of the account. */
  String token();

  /** Creates a repository of this name with the newest commit of a git repository on this machine. */
  void seed(String name, Path source) throws IOException;

  /** The git hash of the tree on the repository's default branch: equal hashes mean equal content. */
  String tree(String name) throws IOException;

  /** The address for people: a folder or a URL. */
  String location(String name);
}
