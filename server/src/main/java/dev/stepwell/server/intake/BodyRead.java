package dev.stepwell.server.intake;

import dev.stepwell.server.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a body as it arrives, without a thread between the bytes, and then serves the request. */
final class BodyRead implements ReadListener {
  private static final Logger log = LoggerFactory.getLogger(BodyRead.class);

  /** How long to wait for the rest of a body whose declared length is too large. */
  private static final long DRAIN_PATIENCE = Duration.ofSeconds(1).toNanos();

  private final AsyncContext async;
  private final BodyLimits limits;
  private final Intake.Taken taken;
  private final Consumer<BodyRead> atEnd;
  private final Received received;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final boolean isDeclaredTooLarge;
  private final long since = System.nanoTime();
  private volatile long lastByteAt = since;

  BodyRead(AsyncContext async, BodyLimits limits, Intake.Taken taken, Consumer<BodyRead> atEnd) {
    this.async = async;
    this.limits = limits;
    this.taken = taken;
    this.atEnd = atEnd;
    this.isDeclaredTooLarge = request().getContentLengthLong() > limits.largest(taken.known());
    this.received = new Received(limits.largest(taken.known()), taken.share());
  }

  @Override
  public void onDataAvailable() throws IOException {
    ServletInputStream in = request().getInputStream();
    byte[] buffer = new byte[8 * 1024];
    while (!isOver.get() && in.isReady() && !in.isFinished()) {
      int count = in.read(buffer);
      if (count > 0) {
        lastByteAt = System.nanoTime();
        received.add(buffer, count);
      }
    }
    if (received.count() > BodyLimits.MAX_DROPPED) {
      onAllDataRead();
    }
  }

  @Override
  public void onAllDataRead() {
    Problem refusal = received.refusal();
    if (refusal != null) {
      refuse(refusal);
    } else if (end()) {
      serve(
          received.isTooLarge()
              ? WithBody.tooLarge(request(), limits.largest(taken.known()))
              : new WithBody(request(), received.bytes()));
    }
  }

  @Override
  public void onError(Throwable failure) {
    refuse(
        failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
            ? Problem.slow()
            : Problem.bad("the request is malformed, or ended too early"));
  }

  /** Rejects the request if its body arrives too slowly. */
  void check() {
    long now = System.nanoTime();
    if (isDeclaredTooLarge && now - lastByteAt > DRAIN_PATIENCE) {
      refuse(Problem.tooLarge(limits.largest(taken.known())));
    } else if (limits.isTooSlow(taken.known(), now - since, now - lastByteAt, received.count())) {
      refuse(Problem.slow());
    }
  }

  private void serve(WithBody request) {
    try {
      Intake.serve(request, response(), taken.share(), taken.service());
    } catch (IOException | RuntimeException e) {
      log.debug("A request ended before its response was written", e);
      complete();
    }
  }

  private void refuse(Problem problem) {
    if (!end()) {
      return;
    }
    taken.share().close();
    try {
      response().setHeader("Connection", "close");
      Refusal.write(response(), problem);
    } catch (IOException | IllegalStateException e) {
      log.debug("A request ended before its refusal was written", e);
    } finally {
      complete();
    }
  }

  /** The router completes requests that it has served, some of them later; this completes all others. */
  private void complete() {
    try {
      if (request().isAsyncStarted()) {
        async.complete();
      }
    } catch (IllegalStateException e) {
      log.debug("A request was complete already", e);
    }
  }

  private boolean end() {
    atEnd.accept(this);
    return isOver.compareAndSet(false, true);
  }

  private HttpServletRequest request() {
    return (HttpServletRequest) async.getRequest();
  }

  private HttpServletResponse response() {
    return (HttpServletResponse) async.getResponse();
  }
}
