package dev.stepwell.polaris.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of projects. */
class ProjectsTest {
  private static HikariDataSource database;
  private static Projects projects;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    projects = new Projects(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void createsAProjectOnce() {
    Project first = projects.create("once", "Tides");
    assertThat(first).isEqualTo(new Project("once", "Tides", "idle", "idle", null));
    assertThat(projects.create("once", "Ebb")).isEqualTo(first);
  }

  @Test
  void setsStatuses() {
    projects.create("statuses", "Tides");
    projects.importStatus("statuses", "completed");
    projects.exportStatus("statuses", "exporting", null);
    projects.exportStatus("statuses", "completed", "https://example.org/tides");
    projects.exportStatus("statuses", "cancelled", null);
    assertThat(projects.find("statuses"))
        .isEqualTo(new Project(
            "statuses", "Tides", "completed", "cancelled", "https://example.org/tides"));
  }

  @Test
  void doesNotInsertByAccident() {
    assertThatThrownBy(() -> projects.find("nobody"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no project nobody");
    assertThatThrownBy(() -> projects.importStatus("nobody", "failed"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> projects.exportStatus("nobody", "failed", null))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> projects.find("nobody")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusesUnknownStatuses() {
    projects.create("unknown", "Tides");
    assertThatThrownBy(() -> projects.importStatus("unknown", "cancelled"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "'cancelled' is not an import status; there are idle, importing, completed, failed");
    assertThatThrownBy(() -> projects.exportStatus("unknown", "importing", null))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> projects.create("blank", " ")).isInstanceOf(BadInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a%2Fb", "a\0b", "a\\b", "a;b"})
  void refusesIdsThatNoUrlCanCarry(String id) {
    assertThatThrownBy(() -> projects.create(id, "Tides"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is no id");
  }
}
