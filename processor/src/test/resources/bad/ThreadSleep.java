package bad;

import dev.stepwell.*;
import java.util.concurrent.TimeUnit;

class ThreadSleep {
  @Function(id = "doze", event = "tests/doze.wanted")
  void doze(String key) throws InterruptedException {
    Thread.sleep(1000);
    // ^ warning: [ThreadSleep] Thread.sleep(1000) holds a thread, and sleeps again whenever the run is replayed; use steps.sleep("…", duration), which holds none
    TimeUnit.SECONDS.sleep(1);
    // ^ warning: [ThreadSleep] TimeUnit.SECONDS.sleep(1) holds a thread, and sleeps again whenever the run is replayed; use steps.sleep("…", duration), which holds none
  }
}
