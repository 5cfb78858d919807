package dev.stepwell.testing.memory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The worker of a store: the one that was registered through it. */
final class Holder {
  private volatile @Nullable UUID workerId;

  /** The worker; null before one is registered. */
  @Nullable
  UUID workerId() {
    return workerId;
  }

  void is(UUID id) {
    workerId = id;
  }
}
