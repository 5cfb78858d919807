package dev.stepwell.runtime.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC object of a transactional step. The objects that it returns are guarded too, so that the bare connection is
 * unreachable.
 */
final class GuardedJdbc implements InvocationHandler {
  /** The most specific first. */
  private static final List<Class<?>> KINDS = List.of(
      Connection.class,
      CallableStatement.class,
      PreparedStatement.class,
      Statement.class,
      ResultSet.class,
      DatabaseMetaData.class,
      Array.class);

  private static final Set<String> ENDING =
      Set.of("commit", "close", "abort", "setAutoCommit", "setReadOnly");

  private final Object target;
  private final StepTransaction transaction;
  private final Connection root;

  private GuardedJdbc(Object target, StepTransaction transaction, @Nullable Connection root) {
    this.target = target;
    this.transaction = transaction;
    this.root = root == null ? proxy(Connection.class, this) : root;
  }

  static Connection connection(Connection connection, StepTransaction transaction) {
    return new GuardedJdbc(connection, transaction, null).root;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler, Class<?>... more) {
    Class<?>[] types = new Class<?>[1 + more.length];
    types[0] = type;
    System.arraycopy(more, 0, types, 1, more.length);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, handler));
  }

  @Override
  public @Nullable Object invoke(
      Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    if (transaction.hasEnded() && !method.getName().equals("close")) {
      throw new IllegalStateException(
          "the connection of a transactional step was used after the step had ended, by "
              + method.getName() + ": finish with the connection before the step returns");
    }
    return switch (method.getName()) {
      case "unwrap" -> unwrap(self, (Class<?>) first(arguments));
      case "isWrapperFor" -> isWrapperFor(self, (Class<?>) first(arguments));
      default ->
        target instanceof Connection connection
            ? onConnection(connection, method, arguments)
            : call(method, arguments);
    };
  }

  private static Object first(@Nullable Object @Nullable [] arguments) {
    if (arguments == null || arguments[0] == null) {
      throw new IllegalArgumentException("the type is null");
    }
    return arguments[0];
  }

  private @Nullable Object ofObject(
      Object self, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" ->
        arguments != null
            && arguments[0] != null
            && (arguments[0] == self || unguarded(arguments[0]) == target);
      case "hashCode" -> System.identityHashCode(target);
      default -> target.toString();
    };
  }

  private @Nullable Object onConnection(
      Connection connection, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("setTransactionIsolation") && arguments != null) {
      setIsolation(connection, (Integer) first(arguments));
      return null;
    }
    boolean asItIs =
        name.startsWith("set") && arguments != null && Boolean.FALSE.equals(arguments[0]);
    if (asItIs) {
      return null;
    }
    if (ENDING.contains(name) || (name.equals("rollback") && arguments == null)) {
      throw new IllegalStateException("a transactional step called " + name
          + " on its connection: the transaction commits together with the step's outcome, when the"
          + " step returns, and rolls back when it throws");
    }
    return call(method, arguments);
  }

  /** For this transaction only; the driver's own call would change the session. */
  private static void setIsolation(Connection connection, int level) throws SQLException {
    String name = switch (level) {
      case Connection.TRANSACTION_READ_UNCOMMITTED, Connection.TRANSACTION_READ_COMMITTED ->
        "read committed";
      case Connection.TRANSACTION_REPEATABLE_READ -> "repeatable read";
      case Connection.TRANSACTION_SERIALIZABLE -> "serializable";
      default -> throw new SQLException("unknown transaction isolation " + level);
    };
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction isolation level " + name);
    }
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    boolean executes =
        method.getName().startsWith("execute") || method.getName().equals("rollback");
    try {
      Object result = method.invoke(target, unguarded(arguments));
      if (executes) {
        transaction.succeeded();
      }
      return guarded(result);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SQLException refused && (executes || target instanceof ResultSet)) {
        transaction.refused(refused);
      }
      throw cause;
    }
  }

  private @Nullable Object guarded(@Nullable Object result) {
    if (result instanceof Connection) {
      return root;
    }
    for (Class<?> kind : KINDS) {
      if (kind.isInstance(result)) {
        return proxy(kind, new GuardedJdbc(result, transaction, root));
      }
    }
    return result;
  }

  /** Unwraps a guarded object in an array, because the driver inspects arrays. */
  private static @Nullable Object @Nullable [] unguarded(@Nullable Object @Nullable [] arguments) {
    if (arguments == null) {
      return null;
    }
    @Nullable Object[] bare = arguments.clone();
    for (int i = 0; i < bare.length; i++) {
      Object argument = bare[i];
      bare[i] = argument == null ? null : unguarded(argument);
    }
    return bare;
  }

  private static Object unguarded(Object object) {
    return Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof GuardedJdbc guard
        ? guard.target
        : object;
  }

  private boolean isWrapperFor(Object self, Class<?> type) throws SQLException {
    return type.isInstance(self)
        || (type.isInterface() && ((java.sql.Wrapper) target).isWrapperFor(type));
  }

  /** Interfaces of the driver are guarded like those of JDBC. Classes cannot be guarded, and would bypass the guard. */
  private Object unwrap(Object self, Class<?> type) throws SQLException {
    if (type.isInstance(self)) {
      return self;
    }
    if (!type.isInterface()) {
      throw new SQLException(
          "the connection of a transactional step cannot be unwrapped to the class "
              + type.getName() + ", only to interfaces, such as org.postgresql.PGConnection");
    }
    Object bare = ((java.sql.Wrapper) target).unwrap(type);
    Class<?> kind = KINDS.stream().filter(k -> k.isInstance(target)).findFirst().orElseThrow();
    return kind.isAssignableFrom(type)
        ? proxy(type, new GuardedJdbc(bare, transaction, root))
        : proxy(type, new GuardedJdbc(bare, transaction, root), kind);
  }
}
