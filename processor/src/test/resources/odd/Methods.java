package odd;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.util.Collection;
import java.util.List;
import java.util.Map;

class Methods {
  @Step
  int sum(Collection<? extends Number> numbers, Class<?> type) {
    return numbers.size();
  }

  @Step
  String join(String... words) {
    return String.join(" ", words);
  }

  @Step
  @SuppressWarnings("unchecked")
  int count(List<String>... lists) {
    return lists.length;
  }

  @Step
  Void nothing() {
    return null;
  }

  @Step
  int[][] table() {
    return new int[0][];
  }

  @Step(id = "été $L */ {@code} \\uzz")
  synchronized Map<String, int[]> odd() throws java.io.IOException, AssertionError {
    return Map.of();
  }

  @Function(id = "1st */ {x} \\u0041", event = "odd/*/{x}\\u0041$L")
  int run(Steps steps, String event, int self, int[] fields, String value, Map<String, List<String>> failure) {
    return self;
  }
}
