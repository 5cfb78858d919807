package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The account, its repositories, and their branches and commits. */
final class RepositoryRoutes {
  private final Desk desk;
  private final Repositories repositories;
  private final StandInShapes shapes;

  RepositoryRoutes(Desk desk, Repositories repositories, StandInShapes shapes) {
    this.desk = desk;
    this.repositories = repositories;
    this.shapes = shapes;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/user", request -> StandInJson.answer(request, 200, shapes.user(desk.login(request))));
    routes.post("/user/repos", this::create);
    routes.get(
        "/repos/{owner}/{name}",
        request -> StandInJson.answer(request, 200, shapes.repository(desk.readable(request))));
    routes.get("/repos/{owner}/{name}/branches/<branch>", this::branch);
    routes.get("/repos/{owner}/{name}/commits", this::commits);
    routes.get("/repos/{owner}/{name}/commits/<ref>", this::commit);
  }

  private void create(Context request) throws IOException {
    JsonNode body = StandInJson.body(request);
    String login = desk.login(request);
    String name = StandInJson.text(body, "name");
    if (!Repositories.isName(name)) {
      throw StandInRefusal.unprocessable("Repository creation failed.", "name is invalid");
    }
    String description =
        body.path("description").isTextual() ? body.path("description").asText() : null;
    BareRepository made = repositories.create(login, name, git -> {
      BareRepository.describe(git, body.path("private").asBoolean(false), description);
      if (body.path("auto_init").asBoolean(false)) {
        commitReadme(git, login, name, description);
      }
    });
    StandInJson.answer(request, 201, shapes.repository(made));
  }

  private static void commitReadme(
      Repository git, String login, String name, @Nullable String description) throws IOException {
    String readme = "# " + name + "\n" + Objects.requireNonNullElse(description, "");
    try (ObjectInserter inserter = git.newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      tree.append(
          "README.md",
          FileMode.REGULAR_FILE,
          inserter.insert(Constants.OBJ_BLOB, readme.getBytes(StandardCharsets.UTF_8)));
      ObjectId commit = new CommitDraft(login, "Initial commit", inserter.insert(tree), List.of())
          .insert(inserter);
      inserter.flush();
      RefUpdate main = git.updateRef(Constants.R_HEADS + "main");
      main.setNewObjectId(commit);
      main.update();
    }
  }

  private void branch(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    String branch = request.pathParam("branch");
    Ref ref = repository.git().exactRef(Constants.R_HEADS + branch);
    if (ref == null) {
      throw new StandInRefusal(404, "Branch not found");
    }
    ObjectNode json = StandInJson.object().put("name", branch).put("protected", false);
    try (RevWalk walk = new RevWalk(repository.git())) {
      json.set("commit", shapes.commit(repository, repository.commit(walk, ref.getObjectId())));
    }
    StandInJson.answer(request, 200, json);
  }

  /** One page of the history from {@code sha}, which may also be a branch or a tag. */
  private void commits(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    String from = Objects.requireNonNullElse(request.queryParam("sha"), Constants.HEAD);
    int size = number(request.queryParam("per_page"), 30);
    int page = number(request.queryParam("page"), 1);
    ArrayNode json = StandInJson.array();
    try (RevWalk walk = new RevWalk(repository.git())) {
      walk.markStart(repository.commit(walk, repository.resolve(from)));
      Iterator<RevCommit> history = walk.iterator();
      for (int i = 0; i < page * size && history.hasNext(); i++) {
        RevCommit each = history.next();
        if (i >= (page - 1) * size) {
          json.add(shapes.commit(repository, each));
        }
      }
    }
    StandInJson.answer(request, 200, json);
  }

  private void commit(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    try (RevWalk walk = new RevWalk(repository.git())) {
      RevCommit commit = repository.commit(walk, repository.resolve(request.pathParam("ref")));
      StandInJson.answer(request, 200, shapes.commit(repository, commit));
    }
  }

  private static int number(@Nullable String given, int otherwise) {
    return given != null && given.matches("[1-9]\\d{0,2}")
        ? Math.min(Integer.parseInt(given), 100)
        : otherwise;
  }
}
