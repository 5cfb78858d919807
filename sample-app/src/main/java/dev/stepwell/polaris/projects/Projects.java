package dev.stepwell.polaris.projects;

import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The tables of projects and files. Every write may be repeated. */
public final class Projects {
  private final Tables tables;

  /** Uses the tables in this database, which must have been brought {@linkplain #migrate up to date}. */
  public Projects(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** Brings the schema {@code polaris} up to date. */
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("polaris")
        .locations("classpath:db/polaris")
        .load()
        .migrate();
  }

  /** Creates the project if it is not there. */
  public Project create(String id, String name) {
    tables.update(
        "insert into polaris.project (id, name) values (?, ?) on conflict do nothing", id, name);
    return find(id);
  }

  /** The project. */
  public Project find(String id) {
    return tables
        .query(
            "select * from polaris.project where id = ?",
            row -> new Project(
                row.getString("id"),
                row.getString("name"),
                row.getString("import_status"),
                row.getString("export_status"),
                row.getString("export_url")),
            id)
        .stream()
        .findFirst()
        .orElseThrow(() -> missing(id));
  }

  private static NotFoundException missing(String id) {
    return new NotFoundException("there is no project " + id);
  }

  /** Sets how far the project's import is. */
  public void importStatus(String id, String status) {
    changed(
        id, tables.update("update polaris.project set import_status = ? where id = ?", status, id));
  }

  /** Sets how far the project's export is, and where it went once that is known. */
  public void exportStatus(String id, String status, @Nullable String url) {
    changed(
        id,
        tables.update(
            "update polaris.project set export_status = ?, export_url = coalesce(?, export_url) where id = ?",
            status,
            url,
            id));
  }

  private static void changed(String id, int rows) {
    if (rows == 0) {
      throw missing(id);
    }
  }

  /** Removes all files. */
  public void clean(String id) {
    find(id);
    tables.update("delete from polaris.file where project_id = ?", id);
  }

  /** Makes these folders, where they are missing. */
  public void createFolders(String id, Collection<String> paths) {
    find(id);
    tables.inTransaction(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(
          "insert into polaris.file (project_id, path, kind) values (?, ?, 'folder') on conflict do nothing")) {
        for (String path : paths) {
          insert.setString(1, id);
          insert.setString(2, Paths.checked(path));
          insert.addBatch();
        }
        insert.executeBatch();
      }
    });
  }

  /** Writes a file, over one that is there. */
  public void putFile(String id, String path, String kind, byte[] content) {
    find(id);
    tables.update(
        "insert into polaris.file (project_id, path, kind, content) values (?, ?, ?, ?)"
            + " on conflict (project_id, path) do update set kind = excluded.kind, content = excluded.content",
        id,
        Paths.checked(path),
        kind,
        content);
  }

  /** All files and folders, by path. */
  public List<ProjectFile> files(String id) {
    find(id);
    return tables.query(
        "select path, kind, octet_length(content) as size from polaris.file where project_id = ?"
            + " order by path collate \"C\"",
        row -> new ProjectFile(row.getString("path"), row.getString("kind"), row.getLong("size")),
        id);
  }

  /** A file's content. */
  public byte[] content(String id, String path) {
    return tables
        .query(
            "select content from polaris.file where project_id = ? and path = ? and kind <> 'folder'",
            row -> row.getBytes("content"),
            id,
            path)
        .stream()
        .findFirst()
        .orElseThrow(() -> noFile(id, path));
  }

  private static NotFoundException noFile(String id, String path) {
    return new NotFoundException("project " + id + " has no file " + path);
  }

  /**
   * Moves a file, or a folder with all that is in it, over what is there. A repeated move that has taken place already changes
   * nothing.
   */
  public void rename(String id, String from, String to) {
    Paths.checked(to);
    int moved = tables.update(
        "update polaris.file f set path = ? || substr(f.path, length(?) + 1)"
            + " where project_id = ? and (path = ? or starts_with(path, ? || '/'))",
        to,
        from,
        id,
        from,
        from);
    if (moved == 0 && files(id).stream().noneMatch(file -> file.path().equals(to))) {
      throw noFile(id, from);
    }
  }

  /** Removes a file, or a folder with all that is in it; says whether there was one. */
  public boolean delete(String id, String path) {
    find(id);
    return tables.update(
            "delete from polaris.file where project_id = ? and (path = ? or starts_with(path, ? || '/'))",
            id,
            path,
            path)
        > 0;
  }
}
