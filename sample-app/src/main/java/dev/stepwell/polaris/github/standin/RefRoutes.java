package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Git's refs: names that point to objects. */
final class RefRoutes {
  private static final String GIT = "/repos/{owner}/{name}/git/";

  private final Desk desk;
  private final StandInShapes shapes;

  RefRoutes(Desk desk, StandInShapes shapes) {
    this.desk = desk;
    this.shapes = shapes;
  }

  void addTo(RoutesConfig routes) {
    routes.get(GIT + "ref/<ref>", this::ref);
    routes.post(GIT + "refs", this::create);
    routes.patch(GIT + "refs/<ref>", this::update);
  }

  private void ref(Context request) throws IOException {
    BareRepository repository = desk.readable(request);
    repository.refuseIfEmpty();
    Ref ref = repository.git().exactRef(Constants.R_REFS + request.pathParam("ref"));
    if (ref == null || ref.getObjectId() == null) {
      throw StandInRefusal.notFound();
    }
    StandInJson.answer(request, 200, shapes.ref(repository, ref.getName(), ref.getObjectId()));
  }

  private void create(Context request) throws IOException {
    BareRepository repository = desk.writable(request);
    repository.refuseIfEmpty();
    JsonNode body = StandInJson.body(request);
    String name = StandInJson.text(body, "ref");
    if (!name.startsWith(Constants.R_REFS)
        || !Repository.isValidRefName(name)
        || name.split("/").length < 3) {
      throw StandInRefusal.unprocessable(
          "Reference name must start with 'refs' and have at least two slashes.");
    }
    try (RevWalk walk = new RevWalk(repository.git())) {
      RefUpdate update = update(repository, walk, name, StandInJson.text(body, "sha"));
      update.setExpectedOldObjectId(ObjectId.zeroId());
      if (update.update(walk) != RefUpdate.Result.NEW) {
        throw StandInRefusal.unprocessable("Reference already exists");
      }
      StandInJson.answer(request, 201, shapes.ref(repository, name, update.getNewObjectId()));
    }
  }

  private void update(Context request) throws IOException {
    BareRepository repository = desk.writable(request);
    repository.refuseIfEmpty();
    JsonNode body = StandInJson.body(request);
    String name = Constants.R_REFS + request.pathParam("ref");
    if (repository.git().exactRef(name) == null) {
      throw StandInRefusal.unprocessable("Reference does not exist");
    }
    try (RevWalk walk = new RevWalk(repository.git())) {
      RefUpdate update = update(repository, walk, name, StandInJson.text(body, "sha"));
      update.setForceUpdate(body.path("force").asBoolean(false));
      switch (update.update(walk)) {
        case NEW, FAST_FORWARD, FORCED, NO_CHANGE ->
          StandInJson.answer(request, 200, shapes.ref(repository, name, update.getNewObjectId()));
        case REJECTED -> throw StandInRefusal.unprocessable("Update is not a fast forward");
        case LOCK_FAILURE ->
          throw new StandInRefusal(409, "Reference is being updated by another request");
        default -> throw new IOException("Could not update " + name + ": " + update.getResult());
      }
    }
  }

  private static RefUpdate update(BareRepository repository, RevWalk walk, String name, String sha)
      throws IOException {
    if (!ObjectId.isId(sha)) {
      throw StandInRefusal.unprocessable(
          "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
    }
    RefUpdate update = repository.git().updateRef(name);
    try {
      update.setNewObjectId(walk.parseCommit(ObjectId.fromString(sha)).copy());
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw StandInRefusal.unprocessable("Object does not exist");
    }
    return update;
  }
}
