package dev.stepwell.spring.processed;

import dev.stepwell.Function;
import dev.stepwell.Step;
import org.springframework.beans.factory.annotation.Value;

/** Functions of an application that is processed ahead of time. */
public class Processed {
  private final String prefix;

  public Processed(@Value("${processed.prefix:parcel }") String prefix) {
    this.prefix = prefix;
  }

  /** A result. */
  public record Parcel(String label, Weight weight) {}

  /** Nested in a result. */
  public record Weight(int grams) {}

  @Function(id = "pack-processed", event = "spring/processed.wanted")
  Parcel pack(String label) {
    return wrap(prefix + label, new Weight(7));
  }

  @Step
  Parcel wrap(String label, Weight weight) {
    return new Parcel(label, weight);
  }
}
