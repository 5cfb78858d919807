package dev.stepwell.maven;

import dev.stepwell.lock.Release;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the lock file for this release from the compiled functions, in each module that has functions or a lock file. It fails if a
 * change is neither declared nor accepted, or if no module has a change of an accepted name.
 */
@Mojo(name = "lock", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class LockMojo extends ReleaseMojo {
  /** The accepted changes, by the names at the end of the findings, such as {@code StepRenamed:export/create-repo}. */
  @Parameter(property = "stepwell.accept")
  List<String> accept = List.of();

  /** The build, of one module or several. */
  @Parameter(defaultValue = "${session}", required = true, readonly = true)
  MavenSession session;

  /** For Maven. */
  public LockMojo() {}

  @Override
  void execute(Release release) throws MojoFailureException {
    int modules = session.getProjects().size();
    if (modules == 1) {
      lock(release, accept);
      return;
    }
    Set<String> unknownHere = release.unknown(accept);
    lock(release, accept.stream().filter(name -> !unknownHere.contains(name)).toList());
    Set<String> unknown =
        AcceptedNames.of(session.getRequest().getData(), modules).locked(accept, unknownHere);
    if (!unknown.isEmpty()) {
      getLog()
          .warn("these accepted names were found in no module, or are in the lock files already: "
              + String.join(", ", unknown));
    }
  }

  private void lock(Release release, List<String> accepted) {
    if (release.isEmpty() && accepted.isEmpty()) {
      return;
    }
    report(release.findings());
    release.lock(accepted);
    getLog().info(lockFile + " was written; commit it");
  }
}
