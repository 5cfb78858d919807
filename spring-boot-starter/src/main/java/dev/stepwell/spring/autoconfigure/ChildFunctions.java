package dev.stepwell.spring.autoconfigure;

import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.beans.DurableBean;
import dev.stepwell.spring.beans.DurableBeans;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ApplicationContext;

/** Rejects functions of a child context that the {@code Stepwell} of its parent does not execute. */
final class ChildFunctions implements InitializingBean {
  private final ApplicationContext context;
  private final DurableBeans durables;
  private final boolean executes;

  ChildFunctions(ApplicationContext context, DurableBeans durables, boolean executes) {
    this.context = context;
    this.durables = durables;
    this.executes = executes;
  }

  @Override
  public void afterPropertiesSet() {
    Set<Class<?>> executed = new HashSet<>();
    boolean isKnown = false;
    for (@Nullable ApplicationContext one = context.getParent();
        one != null;
        one = one.getParent()) {
      for (DurableBeans beans : one.getBeansOfType(DurableBeans.class).values()) {
        isKnown = true;
        beans.beans().stream().<Class<?>>map(DurableBean::type).forEach(executed::add);
      }
    }
    String ignored = durables.beans().stream()
        .filter(bean -> !executed.contains(bean.type()))
        .map(DurableBean::name)
        .collect(Collectors.joining(", "));
    if (executes && isKnown && !ignored.isEmpty()) {
      throw new StepwellConfigurationException(
          "Beans with functions are in a child context, and the Stepwell of its parent context does not execute them: "
              + ignored + ".",
          "Declare them in the parent context, or exclude StepwellAutoConfiguration there.");
    }
  }
}
