package dev.stepwell.polaris.projects;

import static dev.stepwell.polaris.projects.TestDatabase.column;
import static dev.stepwell.polaris.projects.TestDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Polaris's migrations in a database with other migrations. */
class MigrationTest {
  @Test
  void leavesOtherSchemasAlone() {
    try (HikariDataSource database = TestDatabase.empty()) {
      execute(database, "create schema stepwell");
      execute(database, "create table stepwell.run (id int); insert into stepwell.run values (7)");

      Projects.migrate(database);
      Projects.migrate(database);

      assertThat(column(database, "select id from stepwell.run")).containsExactly("7");
      assertThat(column(
              database,
              "select schemaname || '.' || tablename from pg_tables"
                  + " where schemaname in ('public', 'stepwell', 'polaris') order by 1"))
          .containsExactly(
              "polaris.conversation",
              "polaris.file",
              "polaris.flyway_schema_history",
              "polaris.message",
              "polaris.project",
              "stepwell.run");
    }
  }

  @Test
  void keepsDataOfTheFirstVersion() {
    try (HikariDataSource database = TestDatabase.empty()) {
      Flyway.configure()
          .dataSource(database)
          .schemas("polaris")
          .locations("classpath:db/polaris")
          .target("1")
          .load()
          .migrate();
      execute(database, """
          insert into polaris.project (id, name) values ('p', 'Tides');
          insert into polaris.file (project_id, path, kind, content) values
            ('p', 'zoë.txt', 'file', 'moin'), ('p', 'Zebra', 'folder', ''), ('p', 'a', 'folder', '');
          insert into polaris.conversation (id, project_id) values ('c', 'p')
          """);

      Projects.migrate(database);

      assertThat(new Projects(database).find("p").name()).isEqualTo("Tides");
      assertThat(new ProjectFiles(database).list("p"))
          .extracting(ProjectFile::path)
          .containsExactly("Zebra", "a", "zoë.txt");
      assertThat(new Conversations(database).find("c").title()).isNull();
    }
  }
}
