package odd;

import dev.stepwell.*;
import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;

/** Code that looks as if its order, its work or its exits were lost, and is right. */
class Waiting {
  private static final String RESET_PASSWORD = "reset-password";

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  enum Kind {
    API_KEY,
    NAME
  }

  @Function(id = "first-of", event = "odd/first.of")
  String firstOf(String key, List<String> given, List<Kind> kinds, Steps steps) {
    Set<String> currencies = given.stream().collect(Collectors.toUnmodifiableSet());
    if (currencies.size() != 1) {
      throw new IllegalArgumentException("mixed");
    }
    String currency = currencies.iterator().next();
    String only = Set.copyOf(given).stream().findFirst().orElse("none");
    Set<Kind> found = kinds.stream().collect(Collectors.toSet());
    Kind kind = found.iterator().next();
    steps.run(RESET_PASSWORD, String.class, () -> currency + only + kind);
    steps.run("rotate-" + Kind.API_KEY, String.class, () -> key);
    return currency;
  }

  @Function(id = "sorted-by-others", event = "odd/sorted.by.others")
  void sortedByOthers(String key, List<String> given) {
    Set<String> tags = Set.copyOf(given);
    String[] sorted = tags.toArray(String[]::new);
    Arrays.sort(sorted);
    for (String tag : sorted) {
      work(tag);
    }
    List<String> ids = new ArrayList<>(tags);
    sortByLength(ids);
    ids.forEach(this::work);
  }

  private static void sortByLength(List<String> ids) {
    ids.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
  }

  @Function(id = "finish", event = "odd/finish")
  String finish(String key, List<String> given) {
    String note = "";
    try {
      work(key);
    } finally {
      try {
        if (key != null) {
          throw new IOException("x");
        }
      } catch (IOException e) {
        note = "x";
      }
      outer:
      for (String one : given) {
        for (int i = 0; i < 3; i++) {
          if (one == key) {
            break outer;
          }
        }
      }
    }
    return note;
  }

  @Step
  String work(String key) {
    return key;
  }

  @Function(id = "upload", event = "odd/upload")
  void upload(String key, List<String> files) {
    inParallel(files);
    untilClosed(files);
    inHelpers(files);
    byReference(files);
  }

  @Step
  void inParallel(List<String> files) {
    files.parallelStream().forEach(Waiting::put);
  }

  @Step
  void untilClosed(List<String> files) {
    try (Threads threads = new Threads()) {
      for (String file : files) {
        threads.pool().submit(() -> put(file));
      }
    }
  }

  record Threads(ExecutorService pool) implements AutoCloseable {
    Threads() {
      this(Executors.newCachedThreadPool());
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }

  @Step
  void inHelpers(List<String> files) {
    begin(files);
    end();
  }

  private void begin(List<String> files) {
    pool.execute(() -> files.forEach(Waiting::put));
  }

  private void end() {
    try {
      pool.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Step
  void byReference(List<String> files) {
    List<CompletableFuture<Void>> futures = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    futures.add(all);
    pool.execute(() -> {
      files.forEach(Waiting::put);
      all.complete(null);
    });
    futures.forEach(CompletableFuture::join);
  }

  private static void put(String file) {}
}
