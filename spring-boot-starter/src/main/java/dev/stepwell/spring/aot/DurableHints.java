package dev.stepwell.spring.aot;

import dev.stepwell.Steps;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.spring.beans.DurableBean;
import dev.stepwell.spring.beans.DurableBeans;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Hints for what functions of the application write as JSON: events, results, and arguments of steps. */
final class DurableHints implements BeanFactoryInitializationAotProcessor {
  @Override
  public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
      ConfigurableListableBeanFactory factory) {
    List<DurableBean> durables = factory.getBeanProvider(DurableBeans.class).stream()
        .flatMap(beans -> beans.beans().stream())
        .toList();
    ClassLoader loader = factory.getBeanClassLoader();
    return durables.isEmpty()
        ? null
        : (context, code) -> register(context.getRuntimeHints(), durables, loader);
  }

  private static void register(
      RuntimeHints hints, List<DurableBean> durables, @Nullable ClassLoader loader) {
    Set<Type> types = new LinkedHashSet<>();
    for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
      hints
          .reflection()
          .registerType(catalog.getClass(), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
      catalog.events().stream().map(EventDefinition::type).forEach(types::add);
      catalog.functions().forEach(function -> addResults(function, types));
    }
    durables.forEach(durable -> addSignatures(durable.type(), types));
    BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
    binding.registerReflectionHints(hints.reflection(), types.toArray(Type[]::new));
  }

  private static void addResults(FunctionDefinition<?, ?, ?> function, Set<Type> types) {
    types.add(function.resultType());
    function.steps().stream().map(StepDefinition::resultType).forEach(types::add);
  }

  /** What steps take and return, because arguments may be recorded. The durable class overrides the methods of steps, and no others. */
  private static void addSignatures(Class<?> durable, Set<Type> types) {
    for (Method method : durable.getDeclaredMethods()) {
      types.add(method.getGenericReturnType());
      types.addAll(List.of(method.getGenericParameterTypes()));
    }
    types.remove(Steps.class);
  }
}
