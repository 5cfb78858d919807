package dev.stepwell.spring;

import java.io.Serial;

/** The application is configured in a way that Stepwell cannot work with. Spring Boot reports it with its cure. */
public final class StepwellConfigurationException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String description;
  private final String action;

  /**
   * A wrong configuration.
   *
   * @param description what is wrong, as a sentence
   * @param action what to do about it, as a sentence
   */
  public StepwellConfigurationException(String description, String action) {
    super(description + " " + action);
    this.description = description;
    this.action = action;
  }

  /** What is wrong. */
  public String description() {
    return description;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
