package dev.stepwell.polaris.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The table of projects. Every write is idempotent. */
public final class Projects {
  private final Tables tables;

  /** Uses the tables in this database. {@linkplain #migrate Migrate} it first. */
  public Projects(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** Migrates the schema {@code polaris}; changes no other schema. */
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("polaris")
        .locations("classpath:db/polaris")
        .load()
        .migrate();
  }

  /** Creates the project if it does not exist; an existing one keeps its name. */
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

  /** Sets the status of the project's import. */
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

  /** Sets the status of the project's export, and its target once known. */
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
