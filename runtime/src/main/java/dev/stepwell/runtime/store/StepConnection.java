package dev.stepwell.runtime.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connection of a transactional step, without what would end the transaction: in whichever store the outcome goes. */
public final class StepConnection {
  private static final Set<String> FORBIDDEN =
      Set.of("commit", "rollback", "close", "abort", "setAutoCommit", "setTransactionIsolation");

  private StepConnection() {}

  /** This connection, of which calls that would end the transaction throw {@link IllegalStateException}. */
  public static Connection of(Connection connection) {
    return (Connection) Proxy.newProxyInstance(
        Connection.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (self, method, arguments) -> call(connection, method, arguments));
  }

  private static @Nullable Object call(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    boolean toSavepoint = method.getName().equals("rollback") && arguments != null;
    if (FORBIDDEN.contains(method.getName()) && !toSavepoint) {
      throw new IllegalStateException("a transactional step called " + method.getName()
          + " on its connection: the transaction commits together with the step's outcome, when the"
          + " step returns, and rolls back when it throws");
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
