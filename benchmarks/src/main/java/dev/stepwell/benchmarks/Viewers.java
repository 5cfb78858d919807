package dev.stepwell.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Readers of live views, each with its own stream and its own filter, as in as many browsers. */
final class Viewers implements AutoCloseable {
  /** The number of views of the measurement. */
  static final int COUNT = 20;

  private static final Duration BETWEEN_STATISTICS = Duration.ofSeconds(5);

  /** What the views of a team show; a number makes each a query of its own. */
  private static final List<String> VIEWS = List.of(
      "runs?limit=%d",
      "runs?status=failed&limit=%d",
      "runs?status=retrying&limit=%d",
      "events?limit=%d",
      "runs?function=count&limit=%d");

  private final String address;
  private final CountDownLatch answers;
  private final List<Thread> threads = new ArrayList<>();

  private Viewers(int port, int count) {
    this.address = "http://127.0.0.1:" + port + "/api/";
    this.answers = new CountDownLatch(count);
  }

  static Viewers open(int port, int count) throws IOException {
    Viewers viewers = new Viewers(port, count);
    for (int i = 0; i < count; i++) {
      String view = VIEWS.get(i % VIEWS.size()).formatted(50 - i / VIEWS.size());
      viewers.read("live?watch=" + view.replace("?", "%3F").replace("&", "%26"));
    }
    if (count > 0) {
      viewers.start(viewers::pollStatistics);
    }
    return viewers;
  }

  private void read(String path) throws IOException {
    HttpURLConnection stream = connection(path);
    start(() -> {
      try (BufferedReader lines = new BufferedReader(
          new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
        boolean isFirst = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (isFirst && line.startsWith("event: 0-snapshot")) {
            answers.countDown();
            isFirst = false;
          }
        }
      } catch (IOException e) {
        // closed
      }
    });
  }

  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection) URI.create(address + path).toURL().openConnection();
  }

  private void pollStatistics() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (int view = 0; view < COUNT; view++) {
          connection("metrics?minutes=60").getInputStream().readAllBytes();
        }
        Thread.sleep(BETWEEN_STATISTICS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // closed
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "viewer");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Waits until each view has its first snapshot. */
  void awaitAnswers() throws InterruptedException {
    if (!answers.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException(answers.getCount() + " views got no answer");
    }
  }

  /** The streams end with the server: to disconnect one would wait for its reader. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
