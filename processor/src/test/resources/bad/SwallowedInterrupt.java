package bad;

import dev.stepwell.*;
import java.util.concurrent.*;

class SwallowedInterrupt {
  @Function(id = "pause", event = "tests/pause.wanted")
  void pause(String key, Steps steps) {
    poll();
    fetch();
    passesOn();
    steps.run("inline", () -> {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
      // ^ warning: [SwallowedInterrupt] catch (InterruptedException e), in step "inline", ignores the interrupt by which a step is cancelled or times out; throw, or call Thread.currentThread().interrupt()
        key.strip();
      }
    });
  }

  @Step
  void poll() {
    while (true) {
      try {
        Thread.sleep(10);
      } catch (final InterruptedException ignored) {
      // ^ warning: [SwallowedInterrupt] catch (InterruptedException ignored), in step poll, ignores the interrupt by which a step is cancelled or times out; throw, or call Thread.currentThread().interrupt()
      }
    }
  }

  @Step
  String fetch() {
    backOff();
    try {
      return new CompletableFuture<String>().get();
    } catch (InterruptedException | ExecutionException e) {
    // ^ warning: [SwallowedInterrupt] catch (InterruptedException | ExecutionException e), in step fetch, ignores the interrupt by which a step is cancelled or times out; throw, or call Thread.currentThread().interrupt()
      return "none";
    }
  }

  private void backOff() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
    // ^ warning: [SwallowedInterrupt] catch (InterruptedException e), in step fetch, ignores the interrupt by which a step is cancelled or times out; throw, or call Thread.currentThread().interrupt()
      return;
    }
  }

  @Step
  void passesOn() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
