package dev.stepwell.testing.flows;

import dev.stepwell.CronTick;
import dev.stepwell.Function;
import dev.stepwell.Step;
import java.util.List;

/** A letter to all readers, once a week. */
@Function(id = "weekly-letter", cron = "0 8 * * MON")
public class WeeklyLetter {
  private final List<String> names;

  /** Sends to these readers. */
  public WeeklyLetter(List<String> names) {
    this.names = names;
  }

  /** The readers. */
  public record Reader(String name) {}

  /** A letter. */
  public record Letter(String text) {}

  /** Sends letters. */
  public record Stamped(String text) {}

  @Step
  List<Reader> readers(CronTick tick) {
    return names.stream().map(Reader::new).toList();
  }

  @Step
  Letter write(Reader reader) {
    return new Letter("dear " + reader.name());
  }

  @Step
  Stamped stamp(Letter letter) {
    return new Stamped(letter.text() + "!");
  }

  @Step
  List<String> sendAll(List<Stamped> letters) {
    return letters.stream().map(Stamped::text).toList();
  }
}
