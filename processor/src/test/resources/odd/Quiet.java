package odd;

import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What looks like a mistake around steps, and is none. */
public class Quiet {
  @SuppressWarnings("serial")
  static class Declined extends RuntimeException {
    Declined(String reason) {
      super(reason);
    }
  }

  enum Color {
    RED,
    BLUE
  }

  record Money(long cents) {
    Money {
      if (cents < 0) {
        throw new IllegalArgumentException("cents " + cents);
      }
    }

    Money plus(Money other) {
      return new Money(cents + other.cents);
    }
  }

  @Event("odd/quiet.paid")
  record Paid(String order, String customer) {}

  static class Cart {
    private final List<String> lines = new ArrayList<>();
    private int count;

    Cart with(String line) {
      lines.add(line);
      count++;
      return this;
    }

    public int getCount() {
      return count;
    }
  }

  private final AtomicInteger attempts = new AtomicInteger();
  private final List<String> audit;
  private final Clock fixed = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private String cached = "";

  Quiet(List<String> audit) {
    this.audit = audit;
  }

  @Function(id = "quiet", event = "odd/quiet", finishTimeout = "2h")
  void run(String key, Set<String> names, Steps steps) throws Exception {
    steps.sleep("hour", Duration.ofMinutes(119));
    catches(key, steps);
    effects(key, steps);
    transactions(key, steps);
    orders(names);
    loops(key);
    Instant soon = Clock.fixed(steps.now(), ZoneOffset.UTC).instant();
    Clock clock = Clock.fixed(soon, ZoneOffset.UTC);
    clock.instant();
    var other = Clock.fixed(soon, ZoneOffset.UTC);
    other.millis();
    due(clock);
    fixed.instant();
    Money sum = new Money(1).plus(new Money(2));
    Cart cart = new Cart().with("a").with("b");
    work(key + sum + cart.getCount());
    steps.send("paid", new Paid(key, key));
    steps.send("next", new OddQuiet(key, names));
    steps.waitForEvent("wait", Quiet_PaidCatalog.where().order(key).customer("null"), Duration.ZERO);
  }

  private Instant due(Clock clock) {
    return clock.instant();
  }

  private void catches(String key, Steps steps) {
    try {
      work(key);
      validate(key);
    } catch (Declined e) {
      work("declined");
    }
    try {
      work(key);
      Integer.parseInt(key);
    } catch (NumberFormatException e) {
      work("no number");
    }
    try {
      work(key);
    } catch (StepFailedException e) {
      work("failed");
    } catch (RuntimeException e) {
      work("worse");
    }
    try {
      fetch();
    } catch (StepFailedException e) {
      work("failed");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try {
      work(key);
      throw new Declined(key);
    } catch (Declined e) {
      work("declined");
    }
    try {
      validate(key);
    } catch (Declined e) {
      work("declined");
    }
    try {
      work(key);
      audit.forEach(line -> validate(line));
    } catch (Declined e) {
      work("declined");
    }
    try {
      work(key);
      wrapped(key);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof Declined) {
        work("declined");
      }
    }
    try {
      work(key);
      throw new NonRetriableException(key);
    } catch (NonRetriableException e) {
      work("declined");
    }
  }

  private void wrapped(String key) {
    try {
      validate(key);
    } catch (Declined e) {
      throw new IllegalStateException(e);
    }
  }

  private void validate(String key) {
    if (key.isEmpty()) {
      throw new Declined(key);
    }
  }

  private void effects(String key, Steps steps) {
    List<String> parts = new ArrayList<>();
    parts.add(key);
    int size = steps.run("own", Integer.class, () -> {
      List<String> own = new ArrayList<>(parts);
      own.add("more");
      StringBuilder text = new StringBuilder();
      text.append(key);
      attempts.incrementAndGet();
      audit.add(key);
      cached = key;
      return own.size();
    });
    List<Integer> sizes = steps.forEach(parts, part -> {
      Map<String, Integer> counts = new HashMap<>();
      counts.put(part, size);
      return counts.size();
    });
    parts.add("last");
    sizes.forEach(one -> parts.add("" + one));
    work(parts.toString());
  }

  private void transactions(String key, Steps steps) throws SQLException {
    Connection connection = steps.connection();
    write(connection, key);
    write(steps.connection(), key);
    steps.runInTransaction("inline", Integer.class, tx -> {
      try (PreparedStatement insert = tx.prepareStatement("…")) {
        return insert.executeUpdate();
      }
    });
  }

  private void orders(Set<String> names) {
    for (Color color : EnumSet.allOf(Color.class)) {
      work(color.name());
    }
    for (Color color : new LinkedHashSet<>(List.of(Color.RED, Color.BLUE))) {
      work(color.name());
    }
    Set<Color> seen = new HashSet<>();
    for (Color color : Color.values()) {
      seen.add(color);
      work(color.name());
    }
    for (Color color : seen) {
      color.name();
    }
    for (String name : names) {
      work(name);
    }
  }

  private void loops(String key) {
    while (true) {
      if (work(key).isEmpty()) {
        break;
      }
    }
    for (; ; ) {
      if (work(key).isEmpty()) {
        return;
      }
    }
  }

  @Step
  String work(String key) {
    List<String> copy = new ArrayList<>(List.of(key));
    copy.add(key);
    return copy.get(0);
  }

  @Step
  String fetch() throws IOException {
    throw new IOException();
  }

  @Step
  int counted(List<Cart> carts) {
    List<Cart> copies = new ArrayList<>();
    carts.forEach(cart -> copies.add(new Cart().with("" + cart.getCount())));
    carts.stream().map(cart -> new Cart()).forEach(cart -> cart.with("own"));
    return copies.size();
  }

  @Step
  List<String> sorted(List<String> lines) {
    List<String> copy = new ArrayList<>(lines);
    copy.sort(null);
    return copy;
  }

  @Step(transactional = true)
  int write(Connection connection, String key) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("…")) {
      insert.setString(1, key);
      return insert.executeUpdate();
    }
  }
}
