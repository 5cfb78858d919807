package dev.stepwell.spring.beans;

import dev.stepwell.contract.DurableOf;
import dev.stepwell.spring.StepwellConfigurationException;
import org.springframework.beans.factory.BeanFactory;

/**
 * A bean whose functions are executed.
 *
 * @param name the bean's name
 * @param type its durable class
 */
public record DurableBean(String name, Class<?> type) {
  /**
   * The bean.
   *
   * @throws StepwellConfigurationException if it is not durable, or has aspects that cannot take effect
   */
  public Object object(BeanFactory beans) {
    MisplacedAspects.reject(plain(type));
    Object object = beans.getBean(name);
    if (type.isInstance(object)) {
      return object;
    }
    throw new StepwellConfigurationException(
        "The bean " + name + " is a " + object.getClass().getName()
            + ", whose steps are ordinary methods: they would not be durable.",
        "Create a new " + type.getSimpleName()
            + "(…) in the method that declares the bean; or remove the method, if the"
            + " class is in the packages of the application.");
  }

  /** The class that the application's author has written. */
  static Class<?> plain(Class<?> durable) {
    DurableOf of = durable.getAnnotation(DurableOf.class);
    return of == null ? durable : of.value();
  }
}
