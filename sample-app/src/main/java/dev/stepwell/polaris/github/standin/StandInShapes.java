package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Objects in GitHub's JSON: the fields that its clients read. */
final class StandInShapes {
  private final Links links;

  StandInShapes(Links links) {
    this.links = links;
  }

  ObjectNode user(String login) {
    return StandInJson.object()
        .put("login", login)
        .put("id", id("user " + login))
        .put("type", "User")
        .put("url", links.user(login))
        .put("html_url", links.userPage(login));
  }

  ObjectNode repository(BareRepository repository) throws IOException {
    String slug = repository.owner() + "/" + repository.name();
    ObjectNode json = StandInJson.object()
        .put("id", id("repository " + slug))
        .put("name", repository.name())
        .put("full_name", slug)
        .put("private", repository.isPrivate())
        .put("visibility", repository.isPrivate() ? "private" : "public")
        .put("description", repository.description())
        .put("fork", false)
        .put("default_branch", repository.defaultBranch())
        .put("url", links.repository(repository))
        .put("html_url", links.page(repository))
        .put("clone_url", repository.folder().toUri().toString());
    json.set("owner", user(repository.owner()));
    return json;
  }

  ObjectNode ref(BareRepository repository, String name, ObjectId commit) {
    ObjectNode json = StandInJson.object().put("ref", name).put("url", links.ref(repository, name));
    json.putObject("object")
        .put("type", "commit")
        .put("sha", commit.name())
        .put("url", links.object(repository, "commit", commit.name()));
    return json;
  }

  /** A commit as a git object. */
  ObjectNode gitCommit(BareRepository repository, RevCommit commit) {
    ObjectNode json = StandInJson.object()
        .put("sha", commit.name())
        .put("url", links.object(repository, "commit", commit.name()))
        .put("html_url", links.page(repository) + "/commit/" + commit.name())
        .put("message", commit.getFullMessage().stripTrailing());
    json.set("author", person(commit.getAuthorIdent()));
    json.set("committer", person(commit.getCommitterIdent()));
    String tree = commit.getTree().name();
    json.putObject("tree").put("sha", tree).put("url", links.object(repository, "tree", tree));
    json.set("parents", parents(repository, commit));
    return json;
  }

  /** A commit of GitHub's repository API, which contains the git object in one field. */
  ObjectNode commit(BareRepository repository, RevCommit commit) {
    ObjectNode json = StandInJson.object()
        .put("sha", commit.name())
        .put("url", links.repository(repository) + "/commits/" + commit.name())
        .put("html_url", links.page(repository) + "/commit/" + commit.name());
    json.set("commit", gitCommit(repository, commit).without("parents"));
    json.set("parents", parents(repository, commit));
    return json;
  }

  private ArrayNode parents(BareRepository repository, RevCommit commit) {
    ArrayNode json = StandInJson.array();
    for (RevCommit parent : commit.getParents()) {
      json.addObject()
          .put("sha", parent.name())
          .put("url", links.object(repository, "commit", parent.name()));
    }
    return json;
  }

  private static ObjectNode person(PersonIdent person) {
    return StandInJson.object()
        .put("name", person.getName())
        .put("email", person.getEmailAddress())
        .put("date", person.getWhenAsInstant().toString());
  }

  /** A stable number for a name. */
  private static long id(String name) {
    return Integer.toUnsignedLong(name.hashCode());
  }
}
