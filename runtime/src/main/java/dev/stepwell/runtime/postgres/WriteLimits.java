package dev.stepwell.runtime.postgres;

/**
 * How much may wait to be written: for events that are sent, and the same again for what runs write.
 *
 * @param writes how many writes
 * @param bytes about how much memory they take
 */
public record WriteLimits(int writes, long bytes) {
  private static final int DEFAULT_WRITES = 100_000;
  private static final int PART_OF_HEAP = 10;

  /** Rejects limits that admit nothing. */
  public WriteLimits {
    if (writes < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "the write queue must hold at least 1 write and 1 byte, but is to hold " + writes
              + " writes and " + bytes + " bytes");
    }
  }

  /** 100,000 writes, and a tenth of the largest heap that this process may have. */
  public static WriteLimits ofHeap() {
    return new WriteLimits(DEFAULT_WRITES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }
}
