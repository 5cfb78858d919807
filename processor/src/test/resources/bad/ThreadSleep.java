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

  private final java.util.concurrent.BlockingQueue<String> answers =
      new java.util.concurrent.LinkedBlockingQueue<>();

  @Function(id = "take", event = "tests/take.wanted")
  void take(String key) throws Exception {
    answers.take();
    // ^ warning: [ThreadSleep] answers.take() holds a thread, and sleeps again whenever the run is replayed; use steps.sleep("…", duration), which holds none
    answers.poll();
    // ^ warning: [SharedState] field answers is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it
    new java.util.concurrent.SynchronousQueue<String>().put(key);
    // ^ warning: [ThreadSleep] new java.util.concurrent.SynchronousQueue<String>().put(key) holds a thread, and sleeps again whenever the run is replayed; use steps.sleep("…", duration), which holds none
  }
}
