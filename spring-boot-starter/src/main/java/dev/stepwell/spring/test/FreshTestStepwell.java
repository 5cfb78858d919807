package dev.stepwell.spring.test;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives each test method a new {@code TestStepwell}: before its instances are created, so that constructors get it too. Instances that several
 * methods share are injected again before each method.
 */
final class FreshTestStepwell implements TestInstancePreConstructCallback, BeforeEachCallback {
  FreshTestStepwell() {}

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext extension) {
    SpringExtension.getApplicationContext(extension)
        .getBeanProvider(TestScope.class)
        .ifAvailable(TestScope::resetIfUsed);
  }

  @Override
  public void beforeEach(ExtensionContext extension) {
    ApplicationContext context = SpringExtension.getApplicationContext(extension);
    context.getBeanProvider(TestScope.class).ifAvailable(TestScope::resetIfUsed);
    if (isShared(extension)) {
      extension
          .getRequiredTestInstances()
          .getAllInstances()
          .forEach(context.getAutowireCapableBeanFactory()::autowireBean);
    }
    context.getBeanProvider(TestScope.class).ifAvailable(TestScope::use);
  }

  /** Whether the instance, or one around it, is that of several methods. */
  private static boolean isShared(ExtensionContext extension) {
    for (@Nullable ExtensionContext one = extension;
        one != null;
        one = one.getParent().orElse(null)) {
      if (one.getTestInstanceLifecycle()
          .filter(TestInstance.Lifecycle.PER_CLASS::equals)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }
}
