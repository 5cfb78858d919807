package odd;

import static odd.LookAlikes.Clocks.now;

import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.*;
import java.util.concurrent.Callable;

/** What looks as if it did not bear to be replayed, and does. */
public class LookAlikes {
  private static final Set<String> ONE = Set.of("one");
  private static final long START = System.nanoTime();
  private final Instant created = Instant.now();
  private final String home = System.getenv("HOME");
  private int used;
  private String name = "";

  LookAlikes() {
    name = UUID.randomUUID().toString();
  }

  @Function(id = "look-alikes", event = "odd/look.alikes")
  void run(String key, List<String> given, Steps steps) throws Exception {
    Random random = new Random();
    Inherited.UUID.randomUUID();
    Thread.sleep(1);
    Files.readString(key);
    System system = new System();
    system.currentTimeMillis();
    now();
    parallel().size();
    new Nested().count = random.nextInt() + 1;
    class Executors {
      static void newCachedThreadPool() {}
    }
    Executors.newCachedThreadPool();
    java.util.Random seeded = new java.util.Random(key.hashCode());
    seeded.nextInt();
    Collections.shuffle(new ArrayList<>(given), seeded);
    Instant stored = steps.now();
    Clock fixed = Clock.fixed(stored, ZoneOffset.UTC);
    LocalDate.now(fixed);
    LocalDate.ofInstant(stored, ZoneId.of("Europe/Berlin"));
    java.util.Date.from(stored);
    java.util.UUID.nameUUIDFromBytes(new byte[0]);
    String used = key;
    used = used + "!";
    Object counter = new Object() {
      int used;

      @Override
      public String toString() {
        used++;
        return "" + used;
      }
    };
    steps.run("in-step", () -> {
      java.lang.Thread.sleep(1);
      java.lang.System.getenv("HOME");
      java.util.UUID.randomUUID();
      this.used++;
    });
    steps.run("with-id", Instant.class, Instant::now);
    steps.run("of-" + key + "-" + steps.uuid() + "-" + stored + given.size(), () -> {});
    Callable<Instant> inStep = () -> Instant.now();
    steps.run("from-variable", Instant.class, inStep);
    steps.run("attempted", Integer.class, () -> steps.attempt() + steps.eventId().length());
    String[] parts = key.split("/", -1);
    steps.run("part-" + parts[0] + parts.length, () -> {});
    results(steps);
    orders(steps, given);
    handlers(steps);
  }

  private void results(Steps steps) {
    List<String> copy = new ArrayList<>(fetch());
    copy.add("more");
    List<String> files = fetch();
    files = new ArrayList<>(files);
    files.add("more");
    BigDecimal total = total();
    total.add(total);
    Optional<Money> money = Optional.of(money()).map(some -> some.add(1));
    Money own = money();
    own.add(money.hashCode());
    List<Integer> sums = steps.forEach(files, file -> file.length());
    sums.add(1);
  }

  private void orders(Steps steps, List<String> given) {
    for (String one : ONE) {
      work(one);
    }
    for (String quiet : Set.of("a", "b")) {
      quiet.length();
    }
    for (String named : Set.of("a", "b")) {
      steps.run("work-" + named, Integer.class, () -> named.length());
    }
    for (String sorted : new TreeSet<>(Set.of("a", "b"))) {
      work(sorted);
    }
    Set.of("a", "b").stream().sorted().forEach(this::work);
    for (String listed : new LinkedHashSet<>(given)) {
      work(listed);
    }
    steps.all(List.of(() -> "a", () -> "b"));
  }

  private void handlers(Steps steps) {
    try {
      work("a");
    } catch (StepFailedException e) {
      work("b");
    } catch (Exception e) {
      work("c");
    }
    try {
      name.length();
    } catch (Throwable t) {
      name.length();
    }
    try {
      work("d");
    } catch (Throwable t) {
      name.length();
      throw t;
    }
    try {
      work("e");
    } finally {
      work("f");
      name.length();
    }
    try {
      name.length();
    } finally {
      name.trim();
    }
    boolean hasEnded = false;
    try {
      work("g");
    } finally {
      hasEnded = true;
    }
    steps.run("guarded", () -> {
      try {
        name.length();
      } catch (Throwable t) {
        name.length();
      }
    });
  }

  List<String> parallel() {
    return List.of();
  }

  /** Nobody calls it from a function. */
  void elsewhere() {
    Instant.now();
    used++;
  }

  @OnFailure("look-alikes")
  void failed(String key) {}

  @Step
  void work(String of) {
    Instant.now();
    used++;
  }

  @Step
  List<String> fetch() {
    return List.of();
  }

  @Step
  BigDecimal total() {
    return new BigDecimal(BigInteger.ONE);
  }

  @Step
  Money money() {
    return new Money(1);
  }

  record Money(int amount) {
    Money add(int more) {
      return new Money(amount + more);
    }
  }

  static final class Clocks {
    static int now() {
      return 1;
    }
  }

  static final class Nested {
    int count;
  }

  static class Random {
    int nextInt() {
      return 4;
    }
  }
}

class Inherited {
  static class UUID {
    static String randomUUID() {
      return "";
    }
  }
}

class Thread {
  static void sleep(int count) {}
}

class Files {
  static String readString(String of) {
    return of;
  }
}

class System {
  static final long NONE = 0;

  static long nanoTime() {
    return NONE;
  }

  static String getenv(String name) {
    return name;
  }

  long currentTimeMillis() {
    return NONE;
  }
}
