package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Git's objects: blobs, trees and commits. Each request has an inserter of its own, so that requests can write
 * concurrently.
 */
final class ObjectRoutes {
  private static final String GIT = "/repos/{owner}/{name}/git/";

  private final Desk desk;
  private final StandInShapes shapes;
  private final Links links;
  private final TreeJson trees;

  ObjectRoutes(Desk desk, StandInShapes shapes, Links links, TreeJson trees) {
    this.desk = desk;
    this.shapes = shapes;
    this.links = links;
    this.trees = trees;
  }

  void addTo(RoutesConfig routes) {
    routes.get(GIT + "blobs/{sha}", this::blob);
    routes.post(GIT + "blobs", this::createBlob);
    routes.get(GIT + "trees/<ref>", this::tree);
    routes.post(GIT + "trees", this::createTree);
    routes.get(GIT + "commits/{sha}", this::commit);
    routes.post(GIT + "commits", this::createCommit);
  }

  private void blob(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    String sha = request.pathParam("sha");
    byte[] bytes = bytes(repository, sha);
    if (Objects.requireNonNullElse(request.header("Accept"), "")
        .matches("application/vnd\\.github\\.(v3\\.)?raw.*")) {
      request.contentType("application/vnd.github.raw; charset=utf-8").result(bytes);
      return;
    }
    StandInJson.answer(
        request,
        200,
        StandInJson.object()
            .put("sha", sha)
            .put("url", links.object(repository, "blob", sha))
            .put("size", bytes.length)
            .put("encoding", "base64")
            .put("content", Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(bytes)));
  }

  private static byte[] bytes(BareRepository repository, String sha) throws IOException {
    if (!ObjectId.isId(sha)) {
      throw StandInRefusal.unprocessable(
          "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
    }
    try (ObjectReader reader = repository.git().newObjectReader()) {
      return reader
          .open(ObjectId.fromString(sha), Constants.OBJ_BLOB)
          .getBytes(StandInJson.LARGEST);
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw StandInRefusal.notFound();
    }
  }

  private void createBlob(Context request) throws IOException {
    BareRepository repository = desk.writable(request);
    repository.refuseIfEmpty();
    JsonNode body = StandInJson.body(request);
    String content = StandInJson.text(body, "content");
    byte[] bytes = switch (body.path("encoding").asText("utf-8")) {
      case "utf-8" -> content.getBytes(StandardCharsets.UTF_8);
      case "base64" -> decoded(content);
      default ->
        throw StandInRefusal.unprocessable("Invalid request.", "encoding must be utf-8 or base64");
    };
    try (ObjectInserter inserter = repository.git().newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes);
      inserter.flush();
      StandInJson.answer(
          request,
          201,
          StandInJson.object()
              .put("sha", blob.name())
              .put("url", links.object(repository, "blob", blob.name())));
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw StandInRefusal.unprocessable("content is not valid Base64");
    }
  }

  private void tree(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    try (RevWalk walk = new RevWalk(repository.git())) {
      RevTree tree = repository.tree(walk, repository.resolve(request.pathParam("ref")));
      if (tree.getId().equals(Constants.EMPTY_TREE_ID)) {
        // GitHub does not find the empty tree, even if a commit refers to it.
        throw StandInRefusal.notFound();
      }
      // Like GitHub: whatever its value, even false.
      boolean recursive = request.queryParam("recursive") != null;
      StandInJson.answer(request, 200, trees.of(repository, tree, recursive));
    }
  }

  private void createTree(Context request) throws IOException {
    BareRepository repository = desk.writable(request);
    repository.refuseIfEmpty();
    JsonNode body = StandInJson.body(request);
    try (ObjectInserter inserter = repository.git().newObjectInserter();
        ObjectReader reader = repository.git().newObjectReader()) {
      TreeDraft draft = new TreeDraft(reader, inserter);
      if (body.path("base_tree").isTextual()) {
        draft.startFrom(body.path("base_tree").asText());
      }
      ObjectId tree = draft.apply(body.path("tree")).write();
      inserter.flush();
      StandInJson.answer(request, 201, trees.of(repository, tree, false));
    }
  }

  private void commit(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    String sha = request.pathParam("sha");
    if (!ObjectId.isId(sha)) {
      throw StandInRefusal.notFound();
    }
    try (RevWalk walk = new RevWalk(repository.git())) {
      ObjectNode json =
          shapes.gitCommit(repository, repository.commit(walk, ObjectId.fromString(sha)));
      StandInJson.answer(request, 200, json);
    }
  }

  private void createCommit(Context request) throws IOException {
    BareRepository repository = desk.writable(request);
    repository.refuseIfEmpty();
    JsonNode body = StandInJson.body(request);
    String message = StandInJson.text(body, "message");
    try (ObjectInserter inserter = repository.git().newObjectInserter();
        RevWalk walk = new RevWalk(repository.git())) {
      ObjectId tree = existing(
          walk, StandInJson.text(body, "tree"), Constants.OBJ_TREE, "Tree SHA does not exist");
      List<ObjectId> parents = new ArrayList<>();
      for (JsonNode parent : body.path("parents")) {
        parents.add(existing(
            walk,
            parent.asText(),
            Constants.OBJ_COMMIT,
            "Parent SHA does not exist or is not a commit object"));
      }
      ObjectId commit = new CommitDraft(desk.login(request), message, tree, parents)
          .by(body.path("author"), body.path("committer"))
          .insert(inserter);
      inserter.flush();
      StandInJson.answer(request, 201, shapes.gitCommit(repository, walk.parseCommit(commit)));
    }
  }

  private static ObjectId existing(RevWalk walk, String sha, int type, String otherwise)
      throws IOException {
    if (ObjectId.isId(sha)) {
      ObjectId id = ObjectId.fromString(sha);
      try {
        walk.getObjectReader().open(id, type);
        return id;
      } catch (MissingObjectException | IncorrectObjectTypeException e) {
        throw StandInRefusal.unprocessable(otherwise);
      }
    }
    throw StandInRefusal.unprocessable(otherwise);
  }
}
