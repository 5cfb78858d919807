package dev.stepwell.spring.diagnostics;

import dev.stepwell.spring.StepwellConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a configuration that Stepwell cannot work with. */
final class ConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<StepwellConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StepwellConfigurationException cause) {
    return new FailureAnalysis(cause.description(), cause.action(), cause);
  }
}
