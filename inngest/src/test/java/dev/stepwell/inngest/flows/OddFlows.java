package dev.stepwell.inngest.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Functions with unusual results, and with parallel sections within parallel sections. */
public class OddFlows {
  private final Calls calls;

  /** Records its steps here. */
  public OddFlows(Calls calls) {
    this.calls = calls;
  }

  /** A result with everything that may be missing. */
  public record Maybe(
      @Nullable String text, Optional<String> optional, List<@Nullable String> list) {}

  /** A result that looks like the wrapper of results on a server. */
  public record Wrapper(@Nullable String error, @Nullable String data) {}

  @Function(id = "nothings", event = "demo/nothings")
  String nothings(Steps steps) {
    String none = steps.run("none", String.class, () -> {
      calls.note("none");
      return null;
    });
    Maybe maybe = steps.run("maybe", Maybe.class, () -> {
      calls.note("maybe");
      List<@Nullable String> list = new ArrayList<>();
      list.add(null);
      return new Maybe(null, Optional.empty(), list);
    });
    steps.run("void", () -> calls.note("void"));
    Wrapper like = steps.run("error-like", Wrapper.class, () -> {
      calls.note("error-like");
      return new Wrapper("none", null);
    });
    steps.sleep("pause", Duration.ofSeconds(1));
    boolean asTheyWere = none == null
        && maybe.text() == null
        && maybe.optional().isEmpty()
        && maybe.list().size() == 1
        && like.equals(new Wrapper("none", null));
    return asTheyWere ? "as they were" : none + " " + maybe + " " + like;
  }

  @Function(id = "nested", event = "demo/nested")
  int nested(int width, int depth, Steps steps) {
    return level(width, depth, "", steps);
  }

  private int level(int width, int depth, String path, Steps steps) {
    if (depth == 0) {
      return steps.run("leaf", Integer.class, () -> {
        calls.note("leaf " + path);
        return 1;
      });
    }
    List<Integer> sums = steps.forEach(
        IntStream.range(0, width).boxed().toList(),
        item -> level(width, depth - 1, path + item, steps));
    return sums.stream().mapToInt(Integer::intValue).sum();
  }

  @Function(id = "wide", event = "demo/wide")
  int wide(int width, Steps steps) {
    List<Integer> all = steps.forEach(
        IntStream.range(0, width).boxed().toList(),
        Math.max(1, width),
        item -> steps.run("one", Integer.class, () -> {
          calls.note("one " + item);
          return item;
        }));
    return all.stream().mapToInt(Integer::intValue).sum();
  }

  /** Repeats an id in the flow, in a branch and after it. */
  @Function(id = "repeats", event = "demo/repeats")
  String repeats(Steps steps) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      all.append(steps.run("same", String.class, () -> "a" + calls.note("same")));
    }
    steps
        .forEach(
            List.of(1, 2), item -> steps.run("same", String.class, () -> "b" + calls.note("same")))
        .forEach(all::append);
    all.append(steps.run("same", String.class, () -> "c" + calls.note("same")));
    return all.toString();
  }

  /** Stores more than a call may contain. */
  @Function(id = "big-state", event = "demo/big-state")
  int bigState(int size, int times, Steps steps) {
    int length = 0;
    for (int i = 0; i < times; i++) {
      length += steps.run("fill", String.class, () -> "x".repeat(size)).length();
    }
    steps.sleep("pause", Duration.ofSeconds(1));
    return steps.run("count", Integer.class, () -> calls.note("count")) * length;
  }
}
