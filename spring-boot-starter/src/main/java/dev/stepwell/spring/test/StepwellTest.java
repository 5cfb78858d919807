package dev.stepwell.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/**
 * A test of the application's functions, on its own beans, in a time that only the test moves.
 *
 * <p>The context is that of {@link SpringBootTest}, without a web server that listens. In place of {@code Stepwell} it has a {@link
 * dev.stepwell.testing.TestStepwell}, which the test injects: runs live in memory, and each test method begins with none. The {@code EventSender} of
 * the application sends there; in a transaction, what it sends is executed after the commit. Transactional steps use the application's data
 * source and transaction manager.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(FreshTestStepwell.class)
@SpringBootTest(properties = "stepwell.test.settable-time=true")
public @interface StepwellTest {
  /** The configuration of the application; found as {@link SpringBootTest} finds it unless set. */
  @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
  Class<?>[] classes() default {};
}
