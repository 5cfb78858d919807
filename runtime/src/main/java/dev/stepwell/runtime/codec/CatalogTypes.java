package dev.stepwell.runtime.codec;

import dev.stepwell.Steps;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The types of the values that catalogs say will be written as JSON: events, results, and arguments of steps. */
public final class CatalogTypes {
  private static final Logger log = LoggerFactory.getLogger(CatalogTypes.class);

  private CatalogTypes() {}

  /** The types of these functions and events. */
  public static Set<Type> of(
      Collection<FunctionDefinition<?, ?, ?>> functions, Collection<EventDefinition<?>> events) {
    Set<Type> types = new LinkedHashSet<>();
    Set<Class<?>> durables = new LinkedHashSet<>();
    events.forEach(event -> types.add(event.type()));
    for (FunctionDefinition<?, ?, ?> function : functions) {
      types.add(function.resultType());
      function.steps().stream().map(StepDefinition::resultType).forEach(types::add);
      durables.add(function.durableClass());
    }
    durables.forEach(durable -> addArguments(durable, types));
    types.remove(Steps.class);
    return types;
  }

  /** The durable class overrides the methods of steps, and no others. */
  private static void addArguments(Class<?> durable, Set<Type> types) {
    try {
      for (Method method : durable.getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          types.addAll(List.of(method.getGenericParameterTypes()));
        }
      }
    } catch (LinkageError | TypeNotPresentException e) {
      log.debug("the arguments of steps of {} are not in this process", durable.getName(), e);
    }
  }
}
