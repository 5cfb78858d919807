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
 * Compares the functions that were compiled with those of the last release, and fails if a change would give another meaning to
 * runs in flight that is neither declared nor accepted, or if a module that this one uses has a function of the same id.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class CheckMojo extends ReleaseMojo {
  /** The classes and jars that the application is started with. */
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
            .warn("there is no " + lockFile.getName() + " yet, so nothing is compared: mvn"
                + " stepwell:lock writes it; commit it with each release");
      }
      return;
    }
    tell(release.findings());
    List<Finding> errors = release.errors();
    if (!errors.isEmpty()) {
      throw new MojoFailureException("runs in flight would take another meaning by " + errors
          + ": declare or accept each as said above. mvn stepwell:in-flight asks a database which"
          + " runs those are");
    }
    if (!release.isCurrent()) {
      getLog()
          .info("what has changed since the last release is safe for runs in flight; mvn"
              + " stepwell:lock takes it up");
    }
  }
}
