package dev.stepwell.spring.test;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Begins a new {@code TestStepwell} for each instance of a test class, before it is injected. */
final class TestStepwellListener implements TestExecutionListener, Ordered {
  /** Before the injection of dependencies, which is at 2000. */
  private static final int ORDER = 1_950;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void prepareTestInstance(TestContext context) {
    if (isStepwellTest(context)) {
      context
          .getApplicationContext()
          .getBeanProvider(TestScope.class)
          .ifAvailable(TestScope::reset);
    }
  }

  /** Others' contexts are not created because of this listener. */
  private static boolean isStepwellTest(TestContext context) {
    return AnnotatedElementUtils.hasAnnotation(context.getTestClass(), StepwellTest.class);
  }
}
