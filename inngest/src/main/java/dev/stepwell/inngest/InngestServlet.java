package dev.stepwell.inngest;

import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;

/** An {@link InngestEndpoint} as a servlet, at any path of an existing application. */
public final class InngestServlet extends HttpServlet {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient InngestEndpoint endpoint;

  /** A servlet that passes all requests to this endpoint. */
  public InngestServlet(InngestEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int max = endpoint.maxBody(request.getHeader(Admission.SIGNATURE));
    byte[] body = request.getInputStream().readNBytes(max + 1);
    EndpointReply reply =
        body.length > max ? HttpMessages.tooLarge(max) : endpoint.handle(request(request, body));
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    response.setContentLength(reply.body().length);
    response.getOutputStream().write(reply.body());
  }

  private static EndpointRequest request(HttpServletRequest request, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(name -> headers.put(name, request.getHeader(name)));
    return new EndpointRequest(
        request.getMethod(),
        request.getRequestURL().toString(),
        HttpMessages.query(request.getQueryString()),
        headers,
        body);
  }
}
