package bad;

import dev.stepwell.*;
import java.util.concurrent.*;

class LostWork {
  private final ExecutorService threads = new ForkJoinPool();

  @Function(id = "mail", event = "tests/mail.wanted")
  void mail(String key) throws Exception {
    send(key);
    log(key);
    print(key);
    await(key);
  }

  @Step
  void send(String key) {
    CompletableFuture.runAsync(() -> key.strip());
    // ^ warning: [LostWork] CompletableFuture.runAsync(() -> key.strip()), in step send, starts work that the step does not wait for, so its outcome is stored before that work is done; wait for it, or do it in the step itself
    new Thread(() -> key.strip()).start();
    // ^ warning: [LostWork] new Thread(() -> key.strip()).start(), in step send, starts work that the step does not wait for, so its outcome is stored before that work is done; wait for it, or do it in the step itself
  }

  @Step
  void log(String key) {
    later(key);
  }

  private void later(String key) {
    threads.submit(() -> key.strip());
    // ^ warning: [LostWork] threads.submit(() -> key.strip()), in step log, starts work that the step does not wait for, so its outcome is stored before that work is done; wait for it, or do it in the step itself
  }

  @Step
  void print(String key) {
    Thread printer = new Thread(() -> key.strip());
    printer.setDaemon(true);
    printer.start();
    // ^ warning: [LostWork] printer.start(), in step print, starts work that the step does not wait for, so its outcome is stored before that work is done; wait for it, or do it in the step itself
  }

  @Step
  String await(String key) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    threads.execute(() -> done.countDown());
    done.await();
    return threads.submit(() -> key.strip()).get();
  }
}
