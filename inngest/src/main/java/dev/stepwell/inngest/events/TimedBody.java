package dev.stepwell.inngest.events;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The bytes of a response, for which a client waits a limited time: the timeout of its request ends with the headers. */
final class TimedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
  private final Duration timeout;
  private volatile Flow.@Nullable Subscription subscription;

  TimedBody(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return bytes
        .getBody()
        .toCompletableFuture()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle(this::read);
  }

  private byte[] read(byte @Nullable [] body, @Nullable Throwable failure) {
    if (body != null) {
      return body;
    }
    stop();
    throw new CompletionException(
        failure instanceof TimeoutException
            ? new HttpTimeoutException("the body of the response timed out")
            : failure);
  }

  private void stop() {
    Flow.Subscription reading = subscription;
    if (reading != null) {
      reading.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription reading) {
    subscription = reading;
    bytes.onSubscribe(reading);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    bytes.onNext(buffers);
  }

  @Override
  public void onError(Throwable failure) {
    bytes.onError(failure);
  }

  @Override
  public void onComplete() {
    bytes.onComplete();
  }
}
