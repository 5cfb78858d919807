package odd;

import dev.stepwell.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Changes, loops and connections that look like mistakes. */
class Harmless {
  record Price(String currency, long cents) {
    static Price parse(String text) {
      String[] parts = text.split(" ", 2);
      return new Price(parts[0].strip(), Long.parseLong(parts[1]));
    }
  }

  private static final ConcurrentMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Price> PRICES = new ConcurrentHashMap<>();
  private static final ConcurrentMap<Integer, String> TEXTS = new ConcurrentHashMap<>();
  private static final String SUFFIX = "!";

  private DataSource database;

  @Function(id = "harmless", event = "tests/harmless.wanted")
  void harmless(String key, List<String> given, Steps steps) {
    boolean matches = PATTERNS.computeIfAbsent("a+", Pattern::compile).matcher(key).matches();
    Price price = PRICES.computeIfAbsent(key, Price::parse);
    String text = TEXTS.computeIfAbsent(given.size(), size -> "n" + size + SUFFIX);
    use(text + price + matches + shown(key));
    List<String> lines = added(new ArrayList<>(given));
    StringBuilder all = appended(new StringBuilder());
    use(lines.toString() + all + either(lines, true) + same(lines));
    book(steps.connection(), key);
    steps.runInTransaction("inline", Integer.class, Harmless::audited);
    steps.runInTransaction("local", Integer.class, connection -> {
      @Allow(value = "EndedTransaction", because = "the driver ignores it here")
      AutoCloseable closing = connection::close;
      return closing.hashCode();
    });
  }

  private static String shown(String key) {
    return NAMES.computeIfAbsent(key, name -> decorated(name));
  }

  private static String decorated(String name) {
    StringBuilder text = new StringBuilder();
    for (char letter : name.toCharArray()) {
      text.append(Character.toUpperCase(letter));
    }
    return text.toString();
  }

  static void forget() {
    NAMES.clear();
  }

  @Function(id = "loops", event = "tests/loops.wanted")
  void loops(String key, int count) {
    boolean more = true;
    for (int i = 0; more; i += 2) {
      more = i < count;
      use(key);
    }
    boolean open = true;
    for (int i = 0; open; open &= i < count, i += 2) {
      use(key);
    }
    boolean again = true;
    again &= count > 0;
    while (again) {
      use(key);
    }
    boolean last = true;
    do {
      use(key);
    } while (last ^= true);
  }

  @Step
  List<String> added(List<String> lines) {
    lines.add("more");
    lines.sort(null);
    return lines;
  }

  @Step
  StringBuilder appended(StringBuilder text) {
    return text.append("a").append(text.length());
  }

  @Step
  List<String> either(List<String> lines, boolean isLong) {
    lines.add("more");
    return isLong ? (lines) : List.of();
  }

  @Step
  List<String> same(List<String> lines) {
    List<String> same = lines;
    if (same.isEmpty()) {
      return List.of();
    }
    same.clear();
    List<String> result = same;
    return result;
  }

  @Step
  void use(String text) {}

  @Step(transactional = true)
  void book(Connection connection, String key) {
    try {
      @Allow(value = "OtherConnection", because = "the audit is kept when the step fails")
      Connection audit = database.getConnection();
      audit.prepareStatement(key).execute();
      audit.createStatement().execute("commit");
      audit.commit();
      audit.close();
      Connection reports = reports();
      reports.commit();
      write(connection, key);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Allow(value = "OtherConnection", because = "reports are in another database")
  private Connection reports() throws SQLException {
    return database.getConnection();
  }

  @Allow(value = "EndedTransaction", because = "the pool gives out connections that ignore it")
  private void write(Connection connection, String key) throws SQLException {
    connection.prepareStatement(key).execute();
    connection.close();
  }

  @Allow(value = "EndedTransaction", because = "the pool gives out connections that ignore it")
  private static int audited(Connection connection) throws SQLException {
    connection.commit();
    return 1;
  }
}
