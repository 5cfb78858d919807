package odd;

import dev.stepwell.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.LocalDate;
import java.util.*;

/** Ordinary code in which names, exceptions and ids look like mistakes. */
class Ordinary {
  enum Color { RED, BLUE }

  @Function(id = "ordinary", event = "tests/ordinary.wanted")
  void ordinary(List<String> keys, int total, int people, Steps steps) {
    List<String> lines = new ArrayList<>();
    steps.forEach(keys, key -> {
      handle(key);
      return key;
    });
    use(lines.toString());
    String id = steps.run("id", String.class, () -> UUID.randomUUID().toString());
    steps.sleep(id, Duration.ofHours(1));
    paintAll(EnumSet.allOf(Color.class));
    try {
      use(String.valueOf(total / people));
    } catch (ArithmeticException e) {
      use("nobody");
    }
    try {
      use(LocalDate.of(total, people, 1).toString());
      use(Optional.of("x").filter(x -> total > people).orElseThrow(NoSuchElementException::new));
    } catch (NullPointerException e) {
      use("none");
    }
    outer:
    for (String key : keys) {
      while (true) {
        if (isDone(key)) {
          continue outer;
        }
        steps.sleep("wait", Duration.ofMinutes(1));
      }
    }
  }

  private void handle(String key) {
    List<String> lines = new ArrayList<>();
    lines.add(key);
    use(lines.get(0));
  }

  private void paintAll(Set<Color> colors) {
    for (Color color : colors) {
      use(color.name());
    }
  }

  @Step
  boolean isDone(String key) {
    return key.isEmpty();
  }

  @Step
  void use(String text) {}

  @Step(transactional = true)
  void savepoint(Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    connection.rollback(before);
    connection.prepareStatement("begin book(1); end;").execute();
  }
}
