package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A tree before it is written: an optional base, and the entries of a request on top.
 *
 * <p>It is git's own index in memory, which groups paths into folders and sorts them like git.
 */
final class TreeDraft {
  private static final Map<String, FileMode> MODES = Map.of(
      "100644", FileMode.REGULAR_FILE,
      "100755", FileMode.EXECUTABLE_FILE,
      "120000", FileMode.SYMLINK,
      "160000", FileMode.GITLINK,
      "040000", FileMode.TREE);

  private final ObjectReader reader;
  private final ObjectInserter inserter;
  private final DirCache index = DirCache.newInCore();

  TreeDraft(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  void startFrom(String baseTree) throws IOException {
    ObjectId base = existing(baseTree, Constants.OBJ_TREE, "base_tree");
    DirCacheBuilder builder = index.builder();
    builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, base);
    builder.finish();
  }

  TreeDraft apply(JsonNode entries) throws IOException {
    if (!entries.isArray() || entries.isEmpty()) {
      throw StandInRefusal.unprocessable("Invalid tree info");
    }
    DirCacheEditor editor = index.editor();
    try {
      for (JsonNode entry : entries) {
        apply(entry, editor);
      }
      editor.finish();
    } catch (InvalidPathException e) {
      throw StandInRefusal.unprocessable("tree.path contains a malformed path component");
    }
    return this;
  }

  ObjectId write() throws IOException {
    return index.writeTree(inserter);
  }

  private void apply(JsonNode entry, DirCacheEditor editor) throws IOException {
    String path = StandInJson.text(entry, "path");
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
      throw StandInRefusal.unprocessable("tree.path cannot start with a slash");
    }
    if (entry.has("sha") && entry.get("sha").isNull() && !entry.path("content").isTextual()) {
      editor.add(new DirCacheEditor.DeletePath(path));
      editor.add(new DirCacheEditor.DeleteTree(path));
      return;
    }
    FileMode mode = mode(entry);
    ObjectId id = object(entry, mode, path);
    if (mode != FileMode.TREE) {
      editor.add(put(path, mode, id));
      return;
    }
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(id);
      walk.setRecursive(true);
      while (walk.next()) {
        editor.add(
            put(path + "/" + walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0)));
      }
    }
  }

  private static FileMode mode(JsonNode entry) {
    FileMode mode = MODES.get(StandInJson.text(entry, "mode"));
    if (mode == null) {
      throw StandInRefusal.unprocessable("Must supply a valid tree.mode");
    }
    String type = Constants.typeString(mode.getObjectType());
    if (!entry.path("type").asText(type).equals(type)) {
      throw StandInRefusal.unprocessable(
          "tree.type does not match tree.mode: " + entry.path("type").asText());
    }
    return mode;
  }

  private ObjectId object(JsonNode entry, FileMode mode, String path) throws IOException {
    if (mode.getObjectType() == Constants.OBJ_BLOB && entry.path("content").isTextual()) {
      return inserter.insert(
          Constants.OBJ_BLOB, entry.path("content").asText().getBytes(StandardCharsets.UTF_8));
    }
    String sha = StandInJson.text(entry, "sha");
    if (mode == FileMode.GITLINK && ObjectId.isId(sha)) {
      // The commit of a submodule is in another repository.
      return ObjectId.fromString(sha);
    }
    return existing(sha, mode.getObjectType(), "tree.sha of " + path);
  }

  private ObjectId existing(String sha, int type, String field) throws IOException {
    String message = "%s %s is not a valid %s".formatted(field, sha, Constants.typeString(type));
    if (!ObjectId.isId(sha)) {
      throw StandInRefusal.unprocessable(message);
    }
    ObjectId id = ObjectId.fromString(sha);
    try {
      reader.open(id, type);
      return id;
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw StandInRefusal.unprocessable(message);
    }
  }

  private static DirCacheEditor.PathEdit put(String path, FileMode mode, ObjectId id) {
    return new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        entry.setFileMode(mode);
        entry.setObjectId(id);
      }
    };
  }
}
