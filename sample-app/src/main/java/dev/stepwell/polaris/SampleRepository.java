package dev.stepwell.polaris;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** The small git repository that the demo imports by default. */
final class SampleRepository {
  private SampleRepository() {}

  /** Creates the repository in this folder. */
  static Path create(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("src/main"));
    Files.writeString(folder.resolve("README.md"), "# Tides\n\nTells when the tide turns.\n");
    Files.writeString(
        folder.resolve("src/main/tides.js"), "export const turn = hours => hours % 6.2 === 0\n");
    Files.writeString(folder.resolve("src/main/grüße.txt"), "Moin!\n");
    Files.write(folder.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3});
    Files.writeString(folder.resolve("empty.txt"), "");
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\necho tides\n");
    if (!folder.resolve("run.sh").toFile().setExecutable(true)) {
      throw new IOException("run.sh cannot be made executable in " + folder);
    }
    try (Git git =
        Git.init().setDirectory(folder.toFile()).setInitialBranch("trunk").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("Tell the tides")
          .setAuthor("Polaris", "polaris@example.org")
          .setCommitter("Polaris", "polaris@example.org")
          .setSign(false)
          .call();
    } catch (GitAPIException e) {
      throw new IOException("the sample repository cannot be made in " + folder, e);
    }
    return folder;
  }
}
