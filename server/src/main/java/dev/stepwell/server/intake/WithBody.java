package dev.stepwell.server.intake;

import dev.stepwell.server.http.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request whose body has been read. */
final class WithBody extends HttpServletRequestWrapper {
  static final byte[] NONE = {};

  private final byte[] body;
  private final long limit;

  WithBody(HttpServletRequest request, byte[] body) {
    this(request, body, Long.MAX_VALUE);
  }

  private WithBody(HttpServletRequest request, byte[] body, long limit) {
    super(request);
    this.body = body;
    this.limit = limit;
  }

  /**
   * A request whose body was not read because it exceeds the limit. Only clients that may use the route get this error.
   */
  static WithBody tooLarge(HttpServletRequest request, long limit) {
    return new WithBody(request, NONE, limit);
  }

  @Override
  public int getContentLength() {
    return (int) getContentLengthLong();
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public ServletInputStream getInputStream() {
    if (limit != Long.MAX_VALUE) {
      throw Problem.tooLarge(limit);
    }
    return new InMemory(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class InMemory extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    InMemory(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body has been read already");
    }
  }
}
