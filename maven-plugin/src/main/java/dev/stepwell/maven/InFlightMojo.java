package dev.stepwell.maven;

import dev.stepwell.lock.Release;
import dev.stepwell.lock.Touched;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lists the runs in flight, in a database, that the changes since the last release would affect. It only reads, and looks at no more than
 * 10,000 runs per function.
 */
@Mojo(name = "in-flight", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class InFlightMojo extends ReleaseMojo {
  /** The JDBC URL of the database. */
  @Parameter(property = "stepwell.url", required = true)
  String url;

  /** The user of the database. */
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

  /** Whether to fail if a run would be affected. */
  @Parameter(property = "stepwell.failOnTouched", defaultValue = "false")
  boolean failOnTouched;

  /** For Maven. */
  public InFlightMojo() {}

  @Override
  void execute(Release release) throws MojoFailureException {
    String secret = password == null ? System.getenv("STEPWELL_PASSWORD") : password;
    List<Touched> touched = release.touched(url, user, secret, schema);
    if (touched.isEmpty()) {
      getLog().info("no change affects runs in flight");
    }
    touched.forEach(runs -> getLog().info(runs.message()));
    if (failOnTouched && touched.stream().anyMatch(runs -> runs.runs() > 0)) {
      throw new MojoFailureException("the changes would affect runs in flight, as listed above");
    }
  }
}
