package dev.stepwell.maven;

import dev.stepwell.lock.Release;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the lock file for this release from the compiled functions. It fails if a change is neither declared nor
 * accepted.
 */
@Mojo(name = "lock", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class LockMojo extends ReleaseMojo {
  /** The accepted changes, by the names at the end of the findings, such as {@code StepRenamed:export/create-repo}. */
  @Parameter(property = "stepwell.accept")
  List<String> accept = List.of();

  /** For Maven. */
  public LockMojo() {}

  @Override
  void execute(Release release) {
    report(release.findings());
    release.lock(accept);
    getLog().info(lockFile + " was written; commit it");
  }
}
