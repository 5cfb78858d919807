package dev.stepwell.dev;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** An exclusive lock on a folder. The operating system releases it when the JVM ends, however it ends. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the folder.
   *
   * @throws IllegalStateException if another JVM, or another place in this one, holds it
   */
  static FolderLock take(Path folder) throws IOException {
    Path owner = folder.resolve("owner");
    FileChannel channel = FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      String pid = Files.exists(owner) ? Files.readString(owner).strip() : "unknown";
      throw new IllegalStateException("the database in " + folder + " is in use by process " + pid
          + ": stop that process, or use another folder");
    }
    Files.writeString(owner, ProcessHandle.current().pid() + "\n");
    return new FolderLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
