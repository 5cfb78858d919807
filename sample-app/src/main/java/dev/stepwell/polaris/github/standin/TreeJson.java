package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes trees as JSON, truncated beyond a limit, as GitHub does with very large ones. */
final class TreeJson {
  private final Links links;
  private volatile int limit = Integer.MAX_VALUE;

  TreeJson(Links links) {
    this.links = links;
  }

  void limit(int entries) {
    this.limit = entries;
  }

  ObjectNode of(BareRepository repository, ObjectId tree, boolean recursive) throws IOException {
    ObjectNode json = StandInJson.object()
        .put("sha", tree.name())
        .put("url", links.object(repository, "tree", tree.name()));
    ArrayNode entries = json.putArray("tree");
    boolean truncated = false;
    try (TreeWalk walk = new TreeWalk(repository.git())) {
      walk.addTree(tree);
      while (walk.next()) {
        if (entries.size() == limit) {
          truncated = true;
          break;
        }
        entries.add(entry(repository, walk));
        if (recursive && walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
    return json.put("truncated", truncated);
  }

  private ObjectNode entry(BareRepository repository, TreeWalk walk) throws IOException {
    ObjectId id = walk.getObjectId(0);
    FileMode mode = walk.getFileMode(0);
    String type = Constants.typeString(mode.getObjectType());
    ObjectNode json = StandInJson.object()
        .put("path", walk.getPathString())
        .put("mode", "%06o".formatted(walk.getRawMode(0)))
        .put("type", type)
        .put("sha", id.name());
    if (mode == FileMode.GITLINK) {
      return json;
    }
    if (mode != FileMode.TREE) {
      json.put("size", walk.getObjectReader().getObjectSize(id, Constants.OBJ_BLOB));
    }
    return json.put("url", links.object(repository, type, id.name()));
  }
}
