package dev.stepwell.server.intake;

import dev.stepwell.server.http.LivePaths;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Receives requests. It reads a whole body before a thread serves the request, so a slow client holds a connection and
 * no thread. The number of concurrently served requests is limited, below the number of threads, so that health checks
 * always find one.
 */
public final class Intake implements AutoCloseable {
  /** The maximum number of concurrently served requests, without health checks and live views. */
  public static final int MAX_SERVED = 128;

  private static final long TICK_MILLIS = 100;

  /** Requests with these methods have a body only if a header declares one. HEAD appears as GET here. */
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final BodyLimits limits;
  private final MemoryBudget budget;
  private final Predicate<HttpServletRequest> isKnown;
  private final Semaphore served = new Semaphore(MAX_SERVED);
  private final Set<BodyRead> reads = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock;

  /**
   * Receives requests within these limits.
   *
   * @param isKnown whether the client has logged in or has an API key
   */
  public Intake(BodyLimits limits, MemoryBudget budget, Predicate<HttpServletRequest> isKnown) {
    this.limits = limits;
    this.budget = budget;
    this.isKnown = isKnown;
    this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, "stepwell-bodies");
      thread.setDaemon(true);
      return thread;
    });
    var unused = clock.scheduleWithFixedDelay(
        () -> reads.forEach(BodyRead::check), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Serves a request. */
  @FunctionalInterface
  public interface Service {
    /** Serves it on this thread. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  /**
   * Reads the body, then serves the request.
   *
   * @param path the path below the mount
   */
  public void take(
      HttpServletRequest request, HttpServletResponse response, String path, Service service)
      throws IOException {
    if (path.equals("/health") || path.equals("/ready")) {
      service.serve(new WithBody(request, WithBody.NONE), response);
      return;
    }
    Service limited = LivePaths.include(path) ? service : limited(service);
    MemoryBudget.Share share = budget.share();
    share.keepIn(request);
    if (!hasBody(request)) {
      serve(new WithBody(request, WithBody.NONE), response, share, limited);
      return;
    }
    boolean known = isKnown.test(request);
    long largest = limits.largest(known);
    if (request.getContentLengthLong() > Math.max(largest, BodyLimits.MAX_DROPPED)) {
      serve(WithBody.tooLarge(request, largest), response, share, limited);
    } else if (request.isAsyncSupported()) {
      readWithoutThread(request, response, new Taken(known, share, limited));
    } else {
      readOnThread(request, response, new Taken(known, share, limited));
    }
  }

  /** The result of receiving a request. */
  record Taken(boolean known, MemoryBudget.Share share, Service service) {}

  private void readWithoutThread(
      HttpServletRequest request, HttpServletResponse response, Taken taken) throws IOException {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    BodyRead read = new BodyRead(async, limits, taken, reads::remove);
    reads.add(read);
    request.getInputStream().setReadListener(read);
  }

  private void readOnThread(HttpServletRequest request, HttpServletResponse response, Taken taken)
      throws IOException {
    try {
      byte[] body = new BlockingRead(limits, taken.known, taken.share).of(request.getInputStream());
      serve(new WithBody(request, body), response, taken.share, taken.service);
    } catch (Problem problem) {
      taken.share.close();
      Refusal.write(response, problem);
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    boolean isUsual = BODILESS.contains(request.getMethod());
    return length > 0
        || (length < 0 && (!isUsual || request.getHeader("Transfer-Encoding") != null));
  }

  private Service limited(Service service) {
    return (request, response) -> {
      if (!served.tryAcquire()) {
        Refusal.write(
            response, Problem.busy("the server is busy with " + MAX_SERVED + " requests", 1));
        if (request.isAsyncStarted()) {
          request.getAsyncContext().complete();
        }
        return;
      }
      try {
        service.serve(request, response);
      } finally {
        served.release();
      }
    };
  }

  static void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      MemoryBudget.Share share,
      Service service)
      throws IOException {
    try (share) {
      service.serve(request, response);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
