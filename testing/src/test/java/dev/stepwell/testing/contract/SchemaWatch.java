package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Checks that nothing sent to a database contains the name of the default schema: statements and parameters. */
final class SchemaWatch {
  private static final Pattern DEFAULT_NAME = Pattern.compile("(?<![\\w.$/-])stepwell(?![\\w$/-])");

  private final Queue<String> named = new ConcurrentLinkedQueue<>();
  private final AtomicInteger seen = new AtomicInteger();

  DataSource over(DataSource dataSource) {
    return watched(DataSource.class, dataSource);
  }

  void assertUnnamed() {
    assertThat(seen).hasPositiveValue();
    assertThat(named).as("what names the default schema").isEmpty();
  }

  private <T> T watched(Class<T> type, Object target) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
          if (arguments != null) {
            for (Object argument : arguments) {
              if (argument instanceof String text) {
                look(text);
              }
            }
          }
          try {
            Object result = method.invoke(target, arguments);
            if (result == null || method.getName().equals("unwrap")) {
              return result;
            } else if (method.getReturnType() == Connection.class
                || method.getReturnType() == PreparedStatement.class
                || method.getReturnType() == Statement.class) {
              return watched(method.getReturnType(), result);
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  private void look(String text) {
    seen.incrementAndGet();
    if (DEFAULT_NAME.matcher(text).find()) {
      named.add(text);
    }
  }
}
