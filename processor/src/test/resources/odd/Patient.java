package odd;

import dev.stepwell.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Sleeps, threads, locks, shared objects and implementations that are right. */
class Patient {
  interface Notes {
    String of(String key);
  }

  static class Local implements Notes {
    @Override
    public String of(String key) {
      return key + Instant.MAX;
    }
  }

  static class Remote implements Notes {
    @Override
    public String of(String key) {
      return key + Instant.now();
    }
  }

  private final Notes notes = new Local();
  private final ExecutorService threads = new ForkJoinPool();
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger handled = new AtomicInteger();
  private final ConcurrentMap<String, Pattern> patterns = new ConcurrentHashMap<>();
  private final System.Logger log = System.getLogger("patient");
  private final DurablePatient_Base base = new DurablePatient_Base();
  private Notes any;

  @Function(id = "patient", event = "odd/patient", finishTimeout = "1h")
  void sleeps(String key, boolean isLong, Steps steps) {
    if (isLong) {
      steps.sleep("long", Duration.ofMinutes(50));
      return;
    }
    try {
      work(key);
      steps.sleep("after-work", Duration.ofMinutes(30));
    } catch (StepFailedException e) {
      steps.sleep("after-failure", Duration.ofMinutes(30));
    }
    for (int i = 0; i < 10; i++) {
      if (work(key).isEmpty()) {
        break;
      }
      steps.sleep("again", Duration.ofMinutes(5));
    }
    for (int i = 0; i < 10; i++) {
      if (key.length() == i) {
        continue;
      }
      steps.sleep("rest", Duration.ofMinutes(6));
    }
    Instant due = steps.now().plus(Duration.ofMinutes(40));
    steps.sleep("first", Duration.ofMinutes(25));
    steps.sleepUntil("due", due);
    steps.race("race", List.of(() -> work(key), () -> {
      steps.sleep("patience", Duration.ofMinutes(25));
      return "";
    }));
  }

  @Function(id = "patient-branches", event = "odd/patient.branches")
  void branches(List<String> parts, Steps steps) {
    AtomicInteger done = new AtomicInteger();
    Map<String, String> results = new ConcurrentHashMap<>();
    Map<String, String> same = Collections.synchronizedMap(new HashMap<>());
    steps.forEach(parts, part -> {
      done.incrementAndGet();
      same.put(part, part);
      log.log(System.Logger.Level.INFO, "done {0}", done.incrementAndGet());
      results.put(part, work(part));
      return part;
    });
    base.audit("done");
    parts.forEach(base::audit);
    new DurablePatient_Base().audit("new");
    handled.incrementAndGet();
    log.log(System.Logger.Level.INFO, "handled " + handled.incrementAndGet());
    boolean isWord = patterns.computeIfAbsent("a+", Pattern::compile).matcher("a").matches();
    work(notes.of("" + done.get() + isWord) + any.of("") + results + same);
    synchronized (lock) {
      done.decrementAndGet();
    }
    safely(() -> done.set(0));
    for (String part : parts) {
      try {
        part.strip();
      } finally {
        switch (part) {
          case "a":
            break;
          default:
            part.strip();
        }
      }
    }
  }

  private static void safely(Runnable body) {
    try {
      body.run();
    } catch (Throwable t) {
      t.printStackTrace();
    }
  }

  @Step
  String work(String key) {
    lock.lock();
    try {
      return threads.submit(() -> key).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return key;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  @Step
  void threads(List<String> parts) throws InterruptedException {
    List<Thread> started = new ArrayList<>();
    for (String part : parts) {
      Thread thread = new Thread(part::strip);
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      thread.join();
    }
  }

  static class Base {
    @Step
    void audit(String key) {}
  }

  static class Audited extends Base {
    @Function(id = "audited", event = "odd/audited")
    void run(String key) {
      audit(key);
    }

    @Override
    @Step
    void audit(String key) {
      super.audit(key);
    }
  }
}
