package dev.stepwell.server;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of who sends a body byte by byte to hold a thread: after a time of grace, so many bytes a second must have come on average.
 * Who sends nothing at all is the idle timeout's business.
 */
final class SlowBodies extends Handler.Wrapper {
  private static final long FEWEST_BYTES_A_SECOND = 1_024;

  private final Duration grace;

  SlowBodies(Handler handler, Duration grace) {
    super(handler);
    this.grace = grace;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(new Watched(request, grace), response, callback);
  }

  private static final class Watched extends Request.Wrapper {
    private final Duration grace;
    private long bytes;

    Watched(Request request, Duration grace) {
      super(request);
      this.grace = grace;
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      bytes += chunk.remaining();
      Duration counted = Duration.ofNanos(NanoTime.since(getBeginNanoTime())).minus(grace);
      if (!chunk.isLast() && bytes < counted.toSeconds() * FEWEST_BYTES_A_SECOND) {
        chunk.release();
        return Content.Chunk.from(new TimeoutException("the body comes too slowly"));
      }
      return chunk;
    }
  }
}
