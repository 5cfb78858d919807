package bad;

import dev.stepwell.*;

class CaughtSuspension {
  @Function(id = "guard", event = "tests/guard.wanted")
  void guard(String key, Steps steps) {
    try {
      work();
    } catch (Throwable t) {
    // ^ [CaughtSuspension] catch (Throwable t) around steps also catches the signal by which a run parks; catch Exception, or end the handler with throw t
      log(t);
    }
    try {
      steps.run("other", () -> {});
    } catch (RuntimeException
        | Error e) {
        // ^ [CaughtSuspension] catch (Error e) around steps also catches the signal by which a run parks; catch Exception, or end the handler with throw e
      throw new IllegalStateException(e);
    }
  }

  void log(Throwable thrown) {}

  @Step
  void work() {}

  @Function(id = "given-away", event = "tests/given.away")
  void givenAway(String key) {
    safely(() -> work());
    loudly(() -> work());
  }

  private static void safely(Runnable body) {
    try {
      body.run();
    } catch (Throwable t) {
    // ^ [CaughtSuspension] catch (Throwable t) around steps also catches the signal by which a run parks; catch Exception, or end the handler with throw t
      t.printStackTrace();
    }
  }

  private static void loudly(Runnable body) {
    try {
      body.run();
    } catch (Throwable t) {
      throw t;
    }
  }
}
