package odd;

import dev.stepwell.Function;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import java.util.List;
import java.util.Map;

/** Types whose type arguments grow from level to level. */
public class Growing {
  record Grow<T>(T value, List<Grow<List<T>>> kids) {}

  record One<T>(T value, List<Two<List<T>>> twos) {}

  record Two<T>(@Secret String token, Map<String, One<Map<String, T>>> ones) {}

  sealed interface Tree<T> permits Leaf, Branch {}

  record Leaf<T>(T value) implements Tree<T> {}

  record Branch<T>(List<Tree<List<T>>> parts) implements Tree<T> {}

  @Function(id = "grow", event = "odd/grow")
  void run(String key) {
    grow();
    mutual();
    tree();
  }

  @Step
  Grow<String> grow() {
    return new Grow<>("", List.of());
  }

  @Step
  One<Integer> mutual() {
    return new One<>(1, List.of());
  }

  @Step
  Tree<String> tree() {
    return new Leaf<>("");
  }
}
