package dev.stepwell.maven;

import dev.stepwell.lock.Finding;
import dev.stepwell.lock.LockException;
import dev.stepwell.lock.Release;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that uses a build and the lock file of its last release. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class ReleaseMojo extends AbstractMojo {
  /** Where the compiled classes are. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", required = true, readonly = true)
  File classes;

  /** The committed lock file of the last release. */
  @Parameter(
      property = "stepwell.lock",
      defaultValue = "${project.basedir}/stepwell.lock",
      required = true)
  File lockFile;

  @Override
  public final void execute() throws MojoFailureException {
    try {
      execute(Release.of(classes.toPath(), lockFile.toPath()));
    } catch (LockException e) {
      throw new MojoFailureException(e.getMessage(), e);
    }
  }

  /** Executes the goal. */
  abstract void execute(Release release) throws MojoFailureException;

  /** Reports all findings, each with its cure. */
  final void report(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.isError()) {
        getLog().error(finding.message());
      } else {
        getLog().info(finding.message());
      }
    }
  }
}
