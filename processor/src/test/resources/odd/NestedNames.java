package odd;

import dev.stepwell.Function;
import dev.stepwell.Step;

class NestedNames extends NestedParent {
  record Types(int number) {}

  record StepDefinition(int number) {}

  record Durable(int number) {}

  record Override(int number) {}

  @Function(id = "nested-names", event = "odd/nested.names")
  java.util.List<String> run(List list, Types types) {
    return names(types);
  }

  @Step
  java.util.List<String> names(Types types) {
    return java.util.List.of();
  }
}

class NestedParent {
  record List(int number) {}

  record Generated(int number) {}
}
