package bad;

import dev.stepwell.*;
import java.time.Duration;

class EndlessLoop {
  @Function(id = "poll", event = "tests/poll.wanted")
  void poll(String key, Steps steps) {
    while (true) {
    // ^ warning: [EndlessLoop] while (true) repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression
      check();
      steps.sleep("pause", Duration.ofMinutes(1));
    }
  }

  @Function(id = "poll-for", event = "tests/poll.for.wanted")
  void pollFor(String key, Steps steps) {
    for (; ; ) {
    // ^ warning: [EndlessLoop] for (; ; ) repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression
      for (int i = 0; i < 3; i++) {
        if (check()) {
          break;
        }
      }
    }
  }

  @Function(id = "poll-do", event = "tests/poll.do.wanted")
  void pollDo(String key, Steps steps) {
    do {
    // ^ warning: [EndlessLoop] do repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression
      Runnable later = () -> {
        return;
      };
      check();
    } while (true);
  }

  @Function(id = "poll-by-two", event = "tests/poll.by.two.wanted")
  void pollByTwo(String key, Steps steps) {
    boolean more = true;
    for (int i = 0; more; i += 2) {
    // ^ warning: [EndlessLoop] for (int i = 0; more; i += 2) repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression
      check();
    }
  }

  @Step
  boolean check() {
    return true;
  }

  @Function(id = "poll-thread", event = "tests/poll.thread.wanted")
  void pollThread(String key, Steps steps) {
    while (!Thread.currentThread().isInterrupted()) {
    // ^ warning: [EndlessLoop] while (!Thread.currentThread().isInterrupted()) repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression
      check();
    }
  }
}
