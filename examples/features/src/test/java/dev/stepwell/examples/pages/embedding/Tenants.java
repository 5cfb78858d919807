package dev.stepwell.examples.pages.embedding;

import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.Sent;
import java.util.List;
import java.util.Map;

/** Passes the tenant on to runs. */
public final class Tenants implements Middleware {
  private final ThreadLocal<String> tenant = ThreadLocal.withInitial(() -> "nobody");

  @Override
  public List<Sent> aroundSend(SendInfo send, Sending next) {
    return next.proceed(send.events().stream()
        .map(event -> event.withHeaders(Map.of("tenant", tenant.get())))
        .toList());
  }

  @Override
  public Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    String before = tenant.get();
    tenant.set(run.event().headers().get("tenant"));
    try {
      return next.proceed();
    } finally {
      tenant.set(before);
    }
  }
}
