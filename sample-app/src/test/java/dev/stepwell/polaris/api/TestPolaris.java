package dev.stepwell.polaris.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.polaris.projects.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/** The internal API, running on a fresh database of its own, and a client of it. */
public final class TestPolaris implements AutoCloseable {
  /** The key that opens the API. */
  public static final String KEY = "a-key-of-tests";

  private final HikariDataSource database = TestDatabase.fresh();
  private final PolarisServer server = PolarisServer.start(database, 0, KEY);

  /** The address of the API. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A client with the right key. */
  public PolarisClient client() {
    return new PolarisClient(base(), KEY);
  }

  /** The id of a new project of this name. */
  public String createProject(String name) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    client().createProject(id, name);
    return id;
  }

  /** The database, which tests may close before the rest. */
  public HikariDataSource database() {
    return database;
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
