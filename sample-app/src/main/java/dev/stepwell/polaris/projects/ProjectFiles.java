package dev.stepwell.polaris.projects;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The table of files. Every write is idempotent. Every path has its folders, and only folders have children, so the
 * files of a project are always a valid git tree.
 */
public final class ProjectFiles {
  /** The maximum number of bytes per file. */
  public static final int LARGEST_CONTENT = 100 * 1024 * 1024;

  /** Postgres returns the length of a content without reading the content. */
  static final String LIST = """
      select path, kind, octet_length(content) as size from polaris.file
      where project_id = ?
      order by path
      """;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private final Tables tables;

  /** Uses the tables in this database. */
  public ProjectFiles(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** All files and folders, by path. */
  public List<ProjectFile> list(String id) {
    return tables.transaction(session -> {
      Projects.find(session, id);
      return session.query(
          LIST,
          row -> new ProjectFile(row.getString("path"), row.getString("kind"), row.getLong("size")),
          id);
    });
  }

  /**
   * A file's content.
   *
   * @throws NotFoundException if there is no such file
   */
  public byte[] content(String id, String path) {
    Paths.checked(path);
    return tables.transaction(session -> {
      Projects.find(session, id);
      return session
          .first("""
          select content from polaris.file
          where project_id = ? and path = ? and kind <> 'folder'
          """, row -> row.getBytes("content"), id, path)
          .orElseThrow(() -> missing(id, path));
    });
  }

  /** Removes all files and folders. */
  public void clean(String id) {
    tables.transaction(session -> {
      Projects.find(session, id);
      return session.update("delete from polaris.file where project_id = ?", id);
    });
  }

  /** Creates these folders and their parents if they are missing. */
  public void createFolders(String id, Collection<String> paths) {
    Collection<String> folders = new TreeSet<>();
    for (String path : paths) {
      folders.add(Paths.checked(path));
      folders.addAll(Paths.folders(path));
    }
    tables.transaction(session -> {
      Projects.find(session, id);
      addFolders(session, id, folders);
      return true;
    });
  }

  /** Writes or overwrites a file, and creates its folders. */
  public void put(String id, String path, String kind, byte[] content) {
    Paths.checked(path);
    AllowedWords.FILE_KIND.checked(kind);
    checkLength(content);
    if (kind.equals("submodule")
        && !COMMIT.matcher(new String(content, StandardCharsets.ISO_8859_1)).matches()) {
      throw new BadInputException("the content of the submodule '" + path
          + "' must be the hexadecimal name of a commit, and nothing else");
    }
    tables.transaction(session -> {
      Projects.find(session, id);
      addFolders(session, id, Paths.folders(path));
      int written = session.update("""
          insert into polaris.file as old (project_id, path, kind, content) values (?, ?, ?, ?)
          on conflict (project_id, path) do update
          set kind = excluded.kind, content = excluded.content
          where old.kind <> 'folder'
          """, id, path, kind, content);
      if (written == 0) {
        throw new BadInputException("'" + path + "' is a folder, so no file can be there");
      }
      return true;
    });
  }

  /**
   * Replaces the content of an existing file; it stays executable if it was.
   *
   * @throws NotFoundException if there is no such file
   * @throws BadInputException if it is a folder, a symlink or a submodule
   */
  public void update(String id, String path, byte[] content) {
    Paths.checked(path);
    checkLength(content);
    tables.transaction(session -> {
      Projects.find(session, id);
      String kind = kind(session, id, path).orElseThrow(() -> missing(id, path));
      if (!kind.equals("file") && !kind.equals("executable")) {
        throw new BadInputException(
            "'" + path + "' is a " + kind + ", which has no text to change");
      }
      return session.update(
          "update polaris.file set content = ? where project_id = ? and path = ?",
          content,
          id,
          path);
    });
  }

  /**
   * Moves a file, or a folder with its content, to a free path. A repeated call, which finds nothing at the old path
   * and something at the new one, changes nothing.
   *
   * @throws NotFoundException if neither path exists
   */
  public void rename(String id, String from, String to) {
    Paths.checked(from);
    Paths.checked(to);
    if (to.startsWith(from + "/")) {
      throw new BadInputException("'" + from + "' cannot be moved into itself, to '" + to + "'");
    }
    tables.transaction(session -> {
      Projects.find(session, id);
      boolean there = kind(session, id, from).isPresent();
      boolean taken = kind(session, id, to).isPresent();
      if (!there && !taken) {
        throw missing(id, from);
      }
      if (there && taken && !from.equals(to)) {
        throw new BadInputException("there is a '" + to + "' already: delete it first");
      }
      if (there && !taken) {
        move(session, id, from, to);
      }
      return true;
    });
  }

  private static void move(Session session, String id, String from, String to) throws SQLException {
    addFolders(session, id, Paths.folders(to));
    session.update("""
        update polaris.file set path = ? || substr(path, length(?) + 1)
        where project_id = ? and (path = ? or (path > ? || '/' and path < ? || '0'))
        """, to, from, id, from, from, from);
  }

  /** Removes a file, or a folder with its content. Returns whether it existed. */
  public boolean delete(String id, String path) {
    Paths.checked(path);
    return tables.transaction(session -> {
      Projects.find(session, id);
      return session.update("""
              delete from polaris.file
              where project_id = ? and (path = ? or (path > ? || '/' and path < ? || '0'))
              """, id, path, path, path) > 0;
    });
  }

  private static void checkLength(byte[] content) {
    if (content.length > LARGEST_CONTENT) {
      throw new BadInputException(
          "a file may have " + LARGEST_CONTENT + " bytes, and this one has " + content.length);
    }
  }

  private static Optional<String> kind(Session session, String id, String path)
      throws SQLException {
    return session.first(
        "select kind from polaris.file where project_id = ? and path = ?",
        row -> row.getString("kind"),
        id,
        path);
  }

  private static void addFolders(Session session, String id, Collection<String> folders)
      throws SQLException {
    if (folders.isEmpty()) {
      return;
    }
    session.update("""
        insert into polaris.file (project_id, path, kind)
        select ?, path, 'folder' from unnest(?) as path order by path collate "C"
        on conflict do nothing
        """, id, folders);
    Optional<String> inTheWay = session.first("""
        select path from polaris.file
        where project_id = ? and path = any (?) and kind <> 'folder'
        limit 1
        """, row -> row.getString("path"), id, folders);
    if (inTheWay.isPresent()) {
      throw new BadInputException("'" + inTheWay.get() + "' is a file, so no folder can be there");
    }
  }

  private static NotFoundException missing(String id, String path) {
    return new NotFoundException("project " + id + " has no file '" + path + "'");
  }
}
