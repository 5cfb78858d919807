package dev.stepwell.spring.beans;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/** The bean definitions of an application, by what they create. */
final class Definitions {
  private final BeanDefinitionRegistry registry;
  private final @Nullable ClassLoader loader;

  Definitions(BeanDefinitionRegistry registry, @Nullable ClassLoader loader) {
    this.registry = registry;
    this.loader = loader;
  }

  /** The names of the beans that the container creates by a constructor of this class. */
  List<String> constructing(Class<?> type) {
    return named(definition -> definition.getFactoryMethodName() == null
        && type.getName().equals(definition.getBeanClassName()));
  }

  /** The names of the beans that methods of the application return as this class, or as a subclass of it. */
  List<String> returning(Class<?> type) {
    return named(definition -> {
      Class<?> returned = returned(definition);
      return returned != null && type.isAssignableFrom(returned);
    });
  }

  /** Replaces the class of a bean by a subclass of it. */
  void replace(String name, Class<?> subclass) {
    if (registry.getBeanDefinition(name) instanceof AbstractBeanDefinition definition) {
      definition.setBeanClass(subclass);
    }
  }

  /** The classes whose definitions have this annotation, with those that it is a part of. */
  List<Class<?>> annotated(String annotation) {
    List<Class<?>> found = new ArrayList<>();
    for (String name : registry.getBeanDefinitionNames()) {
      if (registry.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition
          && definition.getFactoryMethodName() == null
          && definition.getMetadata().isAnnotated(annotation)) {
        Class<?> type = load(definition.getMetadata().getClassName());
        if (type != null) {
          found.add(type);
        }
      }
    }
    return found;
  }

  private interface Test {
    boolean holds(BeanDefinition definition);
  }

  private List<String> named(Test test) {
    List<String> names = new ArrayList<>();
    for (String name : registry.getBeanDefinitionNames()) {
      // The target of a scoped proxy has the same class as what it is the target of.
      if (!name.startsWith("scopedTarget.") && test.holds(registry.getBeanDefinition(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private @Nullable Class<?> returned(BeanDefinition definition) {
    MethodMetadata method = definition instanceof AnnotatedBeanDefinition annotated
        ? annotated.getFactoryMethodMetadata()
        : null;
    return method == null ? null : load(method.getReturnTypeName());
  }

  private @Nullable Class<?> load(String name) {
    try {
      return ClassUtils.forName(name, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
