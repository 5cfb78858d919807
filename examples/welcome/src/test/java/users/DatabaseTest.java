package users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stepwell.dev.DevDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Postgres has the documented version, also in applications that use the published artifacts. */
class DatabaseTest {
  @Test
  void itIsTheDocumentedVersion(@TempDir Path folder) throws Exception {
    try (DevDatabase database = DevDatabase.open(folder);
        Connection connection = database.dataSource().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("show server_version")) {
      assertTrue(row.next());
      assertEquals(DevDatabase.VERSION, row.getString(1));
      assertTrue(row.getString(1).startsWith("18."), row.getString(1));
    }
  }

  @Test
  void itComesForTheProcessorsOfDevelopersAndServers() {
    for (String platform : List.of(
        "linux-x86_64", "linux-arm_64", "darwin-x86_64", "darwin-arm_64", "windows-x86_64")) {
      assertNotNull(
          DatabaseTest.class.getResource("/postgres-" + platform + ".txz"),
          "there is no Postgres for " + platform);
    }
  }
}
