package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.Sent;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** The application's middleware around sends, looked up by the first send, because it may need the sender itself. */
final class SendMiddleware implements Middleware {
  private final Supplier<MiddlewareChain> chain;

  SendMiddleware(ObjectProvider<Middleware> beans) {
    this.chain =
        SingletonSupplier.of(() -> MiddlewareChain.of(beans.orderedStream().toList()));
  }

  @Override
  public List<Sent> aroundSend(SendInfo send, Sending next) {
    return chain.get().send(send, next);
  }
}
