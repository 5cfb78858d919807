package dev.stepwell.server.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a response as fast as its reader takes it. A slow reader holds a connection and the memory of the response, but
 * no thread.
 */
final class ResponseWrite implements WriteListener {
  private static final Logger log = LoggerFactory.getLogger(ResponseWrite.class);

  private static final int CHUNK = 32 * 1024;

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final byte[] bytes;
  private final MemoryBudget.Share share;
  private int written;

  private ResponseWrite(
      AsyncContext async, ServletOutputStream out, byte[] bytes, MemoryBudget.Share share) {
    this.async = async;
    this.out = out;
    this.bytes = bytes;
    this.share = share;
  }

  /**
   * Starts to write, and completes the request at the end.
   *
   * @param share the memory of the response, which is released at the end
   */
  static void start(AsyncContext async, byte[] bytes, MemoryBudget.Share share) throws IOException {
    ServletOutputStream out = async.getResponse().getOutputStream();
    out.setWriteListener(new ResponseWrite(async, out, bytes, share));
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (written == bytes.length) {
        end();
        return;
      }
      int count = Math.min(CHUNK, bytes.length - written);
      out.write(bytes, written, count);
      written += count;
    }
  }

  @Override
  public void onError(Throwable failure) {
    log.debug("A request ended before its response was written", failure);
    end();
  }

  private void end() {
    share.close();
    try {
      async.complete();
    } catch (IllegalStateException e) {
      log.debug("A request was complete already", e);
    }
  }
}
