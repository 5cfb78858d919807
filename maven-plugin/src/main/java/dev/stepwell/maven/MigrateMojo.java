package dev.stepwell.maven;

import dev.stepwell.lock.Release;
import dev.stepwell.runtime.Migrate;
import dev.stepwell.runtime.store.StoreException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Creates what is missing in the schema of a database. It needs no project. */
@Mojo(name = "migrate", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class MigrateMojo extends AbstractMojo {
  /** The JDBC URL of the database. */
  @Parameter(property = "stepwell.url", required = true)
  String url;

  /** The user of the database, who may create the schema and its tables. */
  @Parameter(property = "stepwell.user")
  @Nullable
  String user;

  /** The password; by default the environment variable {@code STEPWELL_PASSWORD}. */
  @Parameter(property = "stepwell.password")
  @Nullable
  String password;

  /** The schema that the application uses. */
  @Parameter(property = "stepwell.schema", defaultValue = Release.DEFAULT_SCHEMA)
  String schema;

  /** For Maven. */
  public MigrateMojo() {}

  @Override
  public void execute() throws MojoFailureException {
    try {
      String secret = password == null ? System.getenv("STEPWELL_PASSWORD") : password;
      getLog().info(Migrate.migrate(url, user, secret, schema));
    } catch (StoreException | IllegalArgumentException e) {
      throw new MojoFailureException(e.getMessage(), e);
    }
  }
}
