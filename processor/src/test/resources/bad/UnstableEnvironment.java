package bad;

import dev.stepwell.*;
import java.time.ZoneId;

class UnstableEnvironment {
  @Function(id = "configure", event = "tests/configure.wanted")
  void configure(String key) {
    String home = System.getenv("HOME");
    // ^ warning: [UnstableEnvironment] System.getenv("HOME") may return a different result on the machine where the run is replayed; read it in a @Step, or once in the constructor
    String folder = System.getProperty("user.dir", home);
    // ^ warning: [UnstableEnvironment] System.getProperty("user.dir", home) may return a different result on the machine where the run is replayed; read it in a @Step, or once in the constructor
    work(folder, Runtime.getRuntime().availableProcessors());
    // ^ warning: [UnstableEnvironment] Runtime.getRuntime() may return a different result on the machine where the run is replayed; read it in a @Step, or once in the constructor
    work(ZoneId.systemDefault().getId(), 0);
    // ^ warning: [UnstableEnvironment] ZoneId.systemDefault() may return a different result on the machine where the run is replayed; read it in a @Step, or once in the constructor
  }

  @Step
  void work(String folder, int processors) {}
}
