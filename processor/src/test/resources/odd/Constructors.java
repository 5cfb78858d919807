package odd;

import dev.stepwell.Step;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

public class Constructors {
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Inject {
    Class<?>[] types() default {};

    ElementType place() default ElementType.TYPE;

    String text() default "";

    Named[] names() default {};
  }

  @Retention(RetentionPolicy.RUNTIME)
  public @interface Named {
    String value();
  }

  @Inject(
      types = {String.class, int.class},
      place = ElementType.FIELD,
      text = "\"*/\n\\",
      names = @Named("x"))
  public Constructors(@Named("one") String one) {}

  protected Constructors(List<? extends Number> numbers, Class<?> type, Map<String, ? super Integer> sums) {}

  <T extends Comparable<T> & java.io.Closeable> Constructors(T first, Supplier<List<T>> rest) throws java.io.IOException {}

  @SafeVarargs
  Constructors(int size, List<String>... lists) {}

  private Constructors() {}

  @Step
  int work() {
    return 1;
  }
}
