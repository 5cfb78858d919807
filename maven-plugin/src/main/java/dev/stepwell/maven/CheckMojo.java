package dev.stepwell.maven;

import dev.stepwell.lock.Finding;
import dev.stepwell.lock.Release;
import dev.stepwell.lock.SameIds;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Compares the compiled functions with those of the last release. It fails if an undeclared and unaccepted change would give
 * runs in flight another meaning, or if a module on the class path has a function with the same id.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class CheckMojo extends ReleaseMojo {
  /** The class path of the application. */
  @Parameter(defaultValue = "${project.runtimeClasspathElements}", required = true, readonly = true)
  List<String> classPath;

  /** For Maven. */
  public CheckMojo() {}

  @Override
  void execute(Release release) throws MojoFailureException {
    List<String> twice = SameIds.in(classPath.stream().map(Path::of).toList());
    if (!twice.isEmpty()) {
      throw new MojoFailureException(String.join("; ", twice));
    }
    if (!release.isLocked()) {
      if (release.functions() > 0) {
        getLog()
            .warn("no " + lockFile.getName() + " yet, so there is nothing to compare: write"
                + " it with mvn stepwell:lock, and commit it with each release");
      }
      return;
    }
    report(release.findings());
    List<Finding> errors = release.errors();
    if (!errors.isEmpty()) {
      throw new MojoFailureException(
          "these changes would give runs in flight another meaning: " + errors
              + ". Declare or accept each as described above. mvn stepwell:in-flight lists the affected"
              + " runs of a database");
    }
    if (!release.isCurrent()) {
      getLog()
          .info("the changes since the last release are safe for runs in flight; add them to the"
              + " lock file with mvn stepwell:lock");
    }
  }
}
