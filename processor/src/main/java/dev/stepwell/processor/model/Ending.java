package dev.stepwell.processor.model;

/** How a run ends that a method of its class handles. */
public enum Ending {
  /** It fails. */
  FAILURE("OnFailure", "Failure", "failure"),
  /** It is cancelled. */
  CANCELLATION("OnCancel", "Cancellation", "cancellation");

  private final String annotation;
  private final String type;
  private final String word;

  Ending(String annotation, String type, String word) {
    this.annotation = annotation;
    this.type = type;
    this.word = word;
  }

  /** The simple name of the annotation that marks the method. */
  public String annotation() {
    return annotation;
  }

  /** The simple name of the type that reports the ending. */
  public String type() {
    return type;
  }

  /** Its name in messages. */
  public String word() {
    return word;
  }
}
