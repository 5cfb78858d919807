package dev.stepwell.runtime.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections rewrite statements for a schema (ADR 36).
 *
 * <p>It rewrites the text of statements, including channels and locks, but not schema names passed as parameters.
 */
final class SchemaDataSource implements DataSource {
  private final DataSource dataSource;
  private final DatabaseSchema schema;

  SchemaDataSource(DataSource dataSource, DatabaseSchema schema) {
    this.dataSource = dataSource;
    this.schema = schema;
  }

  static Connection rewriting(Connection connection, DatabaseSchema schema) {
    return proxy(Connection.class, new Rewriting(connection, schema));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Passes calls on, with the SQL in their first argument rewritten. */
  private record Rewriting(Object target, DatabaseSchema schema) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (arguments != null && takesSql(method)) {
        arguments[0] = schema.in((String) arguments[0]);
      }
      try {
        Object result = method.invoke(target, arguments);
        return method.getName().equals("createStatement")
            ? proxy(Statement.class, new Rewriting(result, schema))
            : result;
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private static boolean takesSql(Method method) {
      return switch (method.getName()) {
        case "prepareStatement",
            "prepareCall",
            "nativeSQL",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "addBatch" -> true;
        default -> false;
      };
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return rewriting(dataSource.getConnection(), schema);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return rewriting(dataSource.getConnection(user, password), schema);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : dataSource.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || dataSource.isWrapperFor(type);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return dataSource.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    dataSource.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    dataSource.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return dataSource.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.stepwell");
  }
}
