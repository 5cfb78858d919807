package dev.stepwell.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Postgres, started for real, and killed for real. */
class DevDatabaseTest {
  @TempDir
  Path folder;

  private @Nullable Process child;

  @AfterEach
  void killChild() {
    if (child != null) {
      child.destroyForcibly();
    }
  }

  private static String query(DevDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet row = statement.getResultSet()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  @Test
  void itIsDurableAndKeepsItsDataAndPortOverARestart() throws Exception {
    Path odd = folder.resolve("a folder, größer");
    String address;
    try (DevDatabase database = DevDatabase.open(odd, null)) {
      address = database.jdbcUrl();
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(query(database, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(query(database, "show server_version")).startsWith(DevDatabase.VERSION);
      assertThat(query(database, "show server_encoding")).isEqualTo("UTF8");
      query(database, "create table kept as select 'grüße' as word");
    }
    try (DevDatabase again = DevDatabase.open(odd, null)) {
      assertThat(query(again, "select word from kept")).isEqualTo("grüße");
      assertThat(again.jdbcUrl()).isEqualTo(address);
    }
  }

  @Test
  void aKilledJvmLeavesItsDataAndNoServer() throws Exception {
    Process child = child();
    long server = serverOf(folder);
    child.destroyForcibly().waitFor();
    try (DevDatabase database = DevDatabase.open(folder, null)) {
      assertThat(query(database, "select count(*) from written")).isNotEqualTo("0");
      assertThat(ProcessHandle.of(server)).isEmpty();
    }
  }

  @Test
  void theServerOfAKilledJvmStopsByItself() throws Exception {
    Process child = child();
    long server = serverOf(folder);
    child.destroyForcibly().waitFor();
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> ProcessHandle.of(server).isEmpty());
  }

  @Test
  void aKilledJvmAndAKilledServerLeaveTheirData() throws Exception {
    Process child = child();
    ProcessHandle server = ProcessHandle.of(serverOf(folder)).orElseThrow();
    server.destroyForcibly();
    child.destroyForcibly().waitFor();
    server.onExit().get(60, TimeUnit.SECONDS);
    try (DevDatabase database = DevDatabase.open(folder, null)) {
      assertThat(query(database, "select count(*) from written")).isNotEqualTo("0");
    }
  }

  @Test
  void oneFolderHasOneUser() {
    try (DevDatabase database = DevDatabase.open(folder, null)) {
      assertThatThrownBy(() -> DevDatabase.open(folder, null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "is in use by process " + ProcessHandle.current().pid());
      assertThat(database.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
    }
  }

  @Test
  void aGivenDatabaseIsUsedInstead() throws Exception {
    try (DevDatabase database = DevDatabase.open(folder.resolve("one"), null)) {
      String given =
          database.jdbcUrl().replace("jdbc:postgresql://", "postgres://postgres:any%40thing@");
      try (DevDatabase same = DevDatabase.open(folder.resolve("two"), given)) {
        assertThat(query(same, "select current_setting('data_directory')"))
            .isEqualTo(folder.resolve("one/data").toString());
        assertThat(Files.exists(folder.resolve("two"))).isFalse();
        assertThat(same.jdbcUrl()).doesNotContain("any");
      }
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutShowingThePassword() {
    for (String wrong :
        new String[] {"mysql://u:secret@h/d", "postgres://u:sec ret@h/d", "postgres:///d", "secret"
        }) {
      assertThatThrownBy(() -> DevDatabase.open(folder, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("STEPWELL_DATABASE_URL")
          .hasMessageContaining("postgresql://user:password@host:port/database")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("sec ret");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DevDatabase.open(file.resolve("db"), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  private Process child() throws Exception {
    child = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString())
        .redirectError(folder.resolve("child.log").toFile())
        .start();
    assertThat(child.inputReader().readLine()).isEqualTo("ready");
    return child;
  }

  private static long serverOf(Path folder) throws Exception {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
  }

  /** Opens the database, writes, reports that it has, and keeps writing until it is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws SQLException {
      DevDatabase database = DevDatabase.open(Path.of(arguments[0]), null);
      query(database, "create table written (n int)");
      query(database, "insert into written values (0)");
      System.out.println("ready");
      for (int i = 1; ; i++) {
        query(database, "insert into written values (" + i + ")");
      }
    }
  }
}
