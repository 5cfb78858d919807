package dev.stepwell.spring.beans;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.spring.StepwellConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes durable classes beans: those of the application's packages by themselves, and others where the application has declared the class that its
 * author wrote. There is one bean per class, under the name and conditions of that class.
 */
public final class DurableBeans implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {
  /** Whether the bean definitions come from code that was generated when the application was built. They are final then. */
  private static final boolean IS_PROCESSED = AotDetector.useGeneratedArtifacts();

  private final List<DurableBean> beans = new ArrayList<>();
  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  /** The beans whose functions are executed, in the order of the catalogs. */
  public List<DurableBean> beans() {
    return List.copyOf(beans);
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    ClassLoader loader = registry instanceof ConfigurableListableBeanFactory factory
        ? factory.getBeanClassLoader()
        : null;
    Definitions definitions = new Definitions(registry, loader);
    Set<Class<?>> durables = new LinkedHashSet<>();
    ServiceLoader.load(Catalog.class, loader)
        .forEach(catalog -> catalog.functions().stream()
            .<Class<?>>map(FunctionDefinition::durableClass)
            .forEach(durables::add));
    for (Class<?> durable : durables) {
      String name = declared(definitions, durable);
      if (name == null && !IS_PROCESSED && isOfApplication(registry, definitions, durable)) {
        name = declare(registry, definitions, durable);
      }
      if (name != null) {
        beans.add(new DurableBean(name, durable));
      }
    }
  }

  /** The name of the bean that the application declares; null if it declares none. */
  private static @Nullable String declared(Definitions definitions, Class<?> durable) {
    Class<?> plain = DurableBean.plain(durable);
    List<String> constructed = definitions.constructing(plain);
    Set<String> names = new LinkedHashSet<>(constructed);
    if (!IS_PROCESSED) {
      constructed.forEach(name -> definitions.replace(name, durable));
    }
    names.addAll(definitions.constructing(durable));
    names.addAll(definitions.returning(plain));
    if (names.size() > 1) {
      throw new StepwellConfigurationException(
          "The functions of " + plain.getName() + " have " + names.size() + " beans: "
              + String.join(", ", names) + ".",
          "Declare only one of them. Stepwell itself declares the class if it is in the packages of the application.");
    }
    return names.isEmpty() ? null : names.iterator().next();
  }

  /**
   * A component that is not there was left out by its own conditions. Functions of test sources belong to the tests that name them, unless the
   * application is itself one of those test sources.
   */
  private static boolean isOfApplication(
      BeanDefinitionRegistry registry, Definitions definitions, Class<?> durable) {
    Class<?> plain = DurableBean.plain(durable);
    if (AnnotatedElementUtils.hasAnnotation(plain, Component.class)
        || !isIn(packages(registry), plain)) {
      return false;
    }
    return !TestSources.hold(plain)
        || definitions.annotated("org.springframework.boot.SpringBootConfiguration").stream()
            .anyMatch(application -> TestSources.areShared(application, plain));
  }

  private static Collection<String> packages(BeanDefinitionRegistry registry) {
    return registry instanceof BeanFactory factory && AutoConfigurationPackages.has(factory)
        ? AutoConfigurationPackages.get(factory)
        : List.of();
  }

  private static boolean isIn(Collection<String> packages, Class<?> type) {
    return packages.stream()
        .anyMatch(name -> name.isEmpty() || type.getName().startsWith(name + "."));
  }

  /** By the class of its author, so that Spring reads its annotations: conditions, profiles, scope and order. */
  private @Nullable String declare(
      BeanDefinitionRegistry registry, Definitions definitions, Class<?> durable) {
    Class<?> plain = DurableBean.plain(durable);
    String name = name(registry, plain);
    AnnotatedBeanDefinitionReader reader = environment == null
        ? new AnnotatedBeanDefinitionReader(registry)
        : new AnnotatedBeanDefinitionReader(registry, environment);
    reader.registerBean(plain, name);
    if (!registry.containsBeanDefinition(name)) {
      return null;
    }
    definitions.constructing(plain).forEach(known -> definitions.replace(known, durable));
    return name;
  }

  private static String name(BeanDefinitionRegistry registry, Class<?> plain) {
    String name = AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
        new AnnotatedGenericBeanDefinition(plain), registry);
    return registry.containsBeanDefinition(name) ? plain.getName() : name;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    // All is done with the definitions.
  }
}
