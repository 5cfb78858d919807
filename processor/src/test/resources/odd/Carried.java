package odd;

import dev.stepwell.*;
import java.util.*;

/** Results that look as if JSON could not carry them, and that it carries. */
public class Carried {
  sealed interface Payment permits Card, Later {}

  record Card(String number) implements Payment {}

  sealed interface Later extends Payment permits Invoice {}

  record Invoice(String address, Optional<Payment> before) implements Later {}

  @Step
  Payment payment() {
    return new Card("");
  }

  record Tree(String name, List<Tree> branches) {}

  @Step
  Tree tree() {
    return new Tree("", List.of());
  }

  static class Bean {
    private Bean parent;
    private String name = "";

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    boolean isBelow(Bean other) {
      return parent == other;
    }
  }

  @Step
  Bean bean() {
    return new Bean();
  }

  enum Colour {
    RED {
      @Override
      String code() {
        return "r";
      }
    };

    abstract String code();
  }

  @Step
  Map<Colour, SortedMap<String, Deque<Integer>>> platform() {
    return Map.of();
  }

  record Queue(String name) {}

  @Function(id = "carried", event = "odd/carried")
  void run(String key, Steps steps) {
    steps.run("own", Queue.class, () -> new Queue(key));
    steps.run("names", String[].class, () -> new String[] {key});
  }

  @Step
  java.time.ZoneId zone() {
    return java.time.ZoneOffset.UTC;
  }
}
