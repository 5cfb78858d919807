package bad;

import dev.stepwell.*;
import java.util.*;

class UnstableOrder {
  private static final Set<String> REGIONS = Set.of("eu", "us");

  @Function(id = "deploy", event = "tests/deploy.wanted")
  void deploy(String key, List<String> given, Steps steps) {
    for (String region : REGIONS) {
    // ^ [UnstableOrder] REGIONS has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(region);
    }
    Map<String, String> owners = Map.of("eu", "ann", "us", "bob");
    for (String owner : owners.values()) {
    // ^ [UnstableOrder] owners.values() has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(owner);
    }
    Set.copyOf(given).forEach(this::work);
    // ^ [UnstableOrder] Set.copyOf(given) has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
    Set.of("a", "b").stream().map(name -> name + key).forEach(name -> work(name));
    // ^ [UnstableOrder] Set.of("a", "b").stream().map(name -> name + key) has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
    steps.forEach(Set.of("a", "b"), name -> {
    // ^ [UnstableOrder] Set.of("a", "b") has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(name);
      return name;
    });
  }

  enum Color {
    RED,
    GREEN
  }

  record Shade(Color color, int strength) {}

  @Function(id = "paint", event = "tests/paint.wanted")
  void paint(String key, List<Shade> given, Steps steps) {
    var counts = new HashMap<Color, Integer>();
    for (var entry : counts.entrySet()) {
    // ^ [UnstableOrder] counts.entrySet() has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(entry.getKey().name());
    }
    for (Shade shade : new HashSet<>(given)) {
    // ^ [UnstableOrder] new HashSet<>(given) has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(shade.toString());
    }
    names().forEach(this::work);
    // ^ [UnstableOrder] names() has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
    for (String name : Holder.NAMES) {
    // ^ [UnstableOrder] Holder.NAMES has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(name);
    }
    Set<Color> loaded = load();
    steps.forEach(loaded, color -> {
    // ^ [UnstableOrder] loaded has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(color.name());
      return color;
    });
  }

  private static Set<String> names() {
    return Set.of("a", "b");
  }

  static class Holder {
    static final Set<String> NAMES = Set.of("a", "b");
  }

  @Step
  Set<Color> load() {
    return Set.of();
  }

  @Step
  void work(String region) {}

  @Function(id = "first", event = "tests/first.of.set")
  void first(String key, java.util.List<String> given) {
    Iterator<String> iterator = Set.of("a", "b").iterator();
    while (iterator.hasNext()) {
    // ^ [UnstableOrder] iterator has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
      work(iterator.next());
    }
    Set<String> unique = Set.copyOf(given);
    List<String> copy = new ArrayList<>(unique);
    copy.forEach(this::work);
    // ^ [UnstableOrder] copy has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first
    List<String> sorted = new ArrayList<>(unique);
    Collections.sort(sorted);
    sorted.forEach(this::work);
    List<String> inOrder = new ArrayList<>(unique);
    inOrder.sort(null);
    Iterator<String> ordered = inOrder.iterator();
    while (ordered.hasNext()) {
      work(ordered.next());
    }
  }
}
