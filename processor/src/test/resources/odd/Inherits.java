package odd;

import dev.stepwell.Function;
import dev.stepwell.Step;
import java.util.List;

class Inherits extends Parent<String> {
  @Function(id = "inherits", event = "odd/inherits")
  List<String> run(String key) {
    return wrap(key);
  }
}

class Parent<T> extends Grandparent {
  List<T> wrap(T item) {
    return List.of(item);
  }

  @Override
  protected int overridden() {
    return 2;
  }
}

class Grandparent {
  @Step
  protected void inherited(List<? extends Number> numbers) throws java.io.IOException {}

  @Step
  protected int overridden() {
    return 1;
  }
}
