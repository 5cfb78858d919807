package dev.stepwell.spring.diagnostics;

import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a cycle of beans that leads through the Stepwell bean. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class CycleFailureAnalyzer extends AbstractFailureAnalyzer<BeanCurrentlyInCreationException> {
  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, BeanCurrentlyInCreationException cause) {
    List<String> names = names(rootFailure);
    if (!names.contains(StepwellAutoConfiguration.STEPWELL)) {
      return null;
    }
    return new FailureAnalysis(
        "The Stepwell bean needs a bean that needs the Stepwell bean: " + String.join(" → ", names)
            + ".",
        "Inject EventSender instead of Stepwell: it sends and cancels, and depends on nothing. A middleware, codec or customizer"
            + " that needs more takes an ObjectProvider<Stepwell>.",
        cause);
  }

  /** The beans that were being created, from the outermost. */
  private static List<String> names(Throwable failure) {
    List<String> names = new ArrayList<>();
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BeanCreationException creation && creation.getBeanName() != null) {
        names.add(creation.getBeanName());
      }
    }
    return names;
  }
}
