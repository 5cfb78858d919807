package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function whose steps are given all that a step can be. */
public class Packing {
  private final Probe probe;

  /** Reports to the probe. */
  public Packing(Probe probe) {
    this.probe = probe;
  }

  /** What fits into a box. */
  public record Item(String name, @Nullable Item within) {}

  /** What JSON cannot write. */
  public static final class Cat {
    /** What it turns round after. */
    public Cat getTail() {
      return this;
    }
  }

  @Function(id = "pack", event = "packing/wanted")
  void pack(String key, Steps steps) throws IOException {
    fill(key, new ArrayList<>(List.of(new Item("pen", new Item("ink", null)))));
    odd(new Cat(), new StringReader(key), "x".repeat(70_000), 'c');
    label("fragile", "this side up");
    book(key, steps.connection());
    close();
    steps.run("inline", () -> {});
    steps.sleep("nap", Duration.ofMillis(1));
    steps.send("one", new WaitsHeard(key, 1));
    steps.sendAll("two", List.of(new WaitsHeard(key, 2), new WaitsHeard(key, 3)));
    steps.invoke("call", Functions.CHILD, new WaitsChildWanted(key, "kind"));
    steps.waitForEvent("answer", ApprovedCatalog.where().key(key), Duration.ofMillis(1));
  }

  /** Takes what it is given out of the caller's hands, and succeeds the second time. */
  @Allow(value = "ChangedArgument", because = "the tests look at what the next attempt gets")
  @Step
  int fill(String key, List<Item> items) throws IOException {
    items.clear();
    probe.called(key, "fill");
    if (probe.count(key, "fill") == 1) {
      throw new IOException("the box is closed");
    }
    return items.size();
  }

  @Step
  void odd(Cat cat, Reader reader, String large, char last) {}

  @Step
  void label(String... labels) {}

  @Step(transactional = true)
  void book(String key, Connection connection) {
    probe.called(key, "book");
  }

  @Step
  void close() {}
}
