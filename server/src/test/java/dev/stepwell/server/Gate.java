package dev.stepwell.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that can be blocked or shut. */
final class Gate {
  private volatile CountDownLatch opened = new CountDownLatch(0);
  private volatile @Nullable SQLException shut;

  DataSource before(DataSource dataSource) {
    return (DataSource) Proxy.newProxyInstance(
        Gate.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
          opened.await();
          SQLException reason = shut;
          if (reason != null) {
            throw reason;
          }
          try {
            return method.invoke(dataSource, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  /** Makes all requests for a connection wait from now on. */
  void silence() {
    opened = new CountDownLatch(1);
  }

  /** Rejects all requests for a connection from now on. */
  void shut(String reason) {
    shut = new SQLException(reason, "28000");
  }

  void open() {
    shut = null;
    opened.countDown();
  }
}
