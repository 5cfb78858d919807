package dev.stepwell.polaris.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The table of projects. Every write may be repeated. */
public final class Projects {
  private final Tables tables;

  /** Uses the tables in this database, which must have been brought {@linkplain #migrate up to date}. */
  public Projects(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** Brings the schema {@code polaris} up to date; touches no other schema. */
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("polaris")
        .locations("classpath:db/polaris")
        .load()
        .migrate();
  }

  /** Creates the project if it is not there; one that is there keeps its name. */
  public Project create(String id, String name) {
    ProjectIds.checked(id);
    if (name.isBlank()) {
      throw new BadInputException("the name of a project must not be blank");
    }
    return tables.transaction(session -> {
      session.update("""
          insert into polaris.project (id, name) values (?, ?)
          on conflict do nothing
          """, id, name);
      return find(session, id);
    });
  }

  /**
   * The project.
   *
   * @throws NotFoundException if there is none
   */
  public Project find(String id) {
    return tables.transaction(session -> find(session, id));
  }

  static Project find(Session session, String id) throws SQLException {
    return session.first("""
        select id, name, import_status, export_status, export_url from polaris.project
        where id = ?
        """, Projects::project, id).orElseThrow(() -> missing(id));
  }

  private static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getString("id"),
        row.getString("name"),
        row.getString("import_status"),
        row.getString("export_status"),
        row.getString("export_url"));
  }

  private static NotFoundException missing(String id) {
    return new NotFoundException("there is no project " + id);
  }

  /** Sets how far the project's import is. */
  public void importStatus(String id, String status) {
    AllowedWords.IMPORT_STATUS.checked(status);
    int changed = tables.transaction(session -> session.update("""
        update polaris.project set import_status = ?, updated_at = clock_timestamp()
        where id = ?
        """, status, id));
    if (changed == 0) {
      throw missing(id);
    }
  }

  /** Sets how far the project's export is, and where it went once that is known. */
  public void exportStatus(String id, String status, @Nullable String url) {
    AllowedWords.EXPORT_STATUS.checked(status);
    int changed = tables.transaction(session -> session.update("""
        update polaris.project
        set export_status = ?, export_url = coalesce(?, export_url), updated_at = clock_timestamp()
        where id = ?
        """, status, url, id));
    if (changed == 0) {
      throw missing(id);
    }
  }
}
