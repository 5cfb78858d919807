package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Steps;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that throw and return objects which do not let themselves be described. */
public class Hostile {
  private final Probe probe;

  /** Reports to the probe. */
  public Hostile(Probe probe) {
    this.probe = probe;
  }

  /** An exception whose methods misbehave as determined by the kind. */
  static final class HostileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String kind;

    HostileException(String kind) {
      super(kind, null, true, true);
      this.kind = kind;
    }

    @Override
    public @Nullable String getMessage() {
      return switch (kind) {
        case "message throws" -> throw new IllegalStateException("no message");
        case "message overflows" -> getMessage();
        case "message exhausts memory" -> throw new OutOfMemoryError("a message");
        case "message ends the thread" -> throw new ThreadDeath();
        case "message throws itself" -> throw this;
        case "message is null" -> null;
        case "message is huge" -> "m".repeat(100 * 1024 * 1024);
        case "message is odd" -> "a\0b\ud83dc\ude00d";
        default -> super.getMessage();
      };
    }

    @Override
    public String toString() {
      return switch (kind) {
        case "text throws" -> throw new IllegalStateException("no text");
        case "text overflows" -> toString();
        case "text is null" -> nothing();
        default -> super.toString();
      };
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
      return null;
    }

    @Override
    public synchronized @Nullable Throwable getCause() {
      return switch (kind) {
        case "cause throws" -> throw new IllegalStateException("no cause");
        case "cause is itself" -> this;
        case "causes have no end" -> new HostileException(kind);
        default -> super.getCause();
      };
    }

    @Override
    public void printStackTrace(PrintWriter writer) {
      switch (kind) {
        case "trace throws" -> throw new IllegalStateException("no trace");
        case "trace overflows" -> printStackTrace(writer);
        case "trace exhausts memory" -> throw new OutOfMemoryError("a trace");
        case "trace is empty" -> writer.flush();
        case "trace has no end" -> {
          while (true) {
            writer.println("more");
          }
        }
        default -> super.printStackTrace(writer);
      }
    }

    @Override
    @SuppressWarnings("NullAway")
    public StackTraceElement[] getStackTrace() {
      return kind.startsWith("trace") ? null : super.getStackTrace();
    }
  }

  /** A value that JSON cannot carry. */
  public record Unwritable(String kind) {
    /** A property. */
    public Object getValue() {
      return switch (kind) {
        case "getter throws" -> throw new IllegalStateException("no value");
        case "getter overflows" -> getValue();
        case "getter fails" -> throw new AssertionError("no value");
        case "getter throws a hostile one" -> throw new HostileException("message throws");
        default -> this;
      };
    }
  }

  /** Data of any depth. */
  public sealed interface Part {}

  /** A part that contains another. */
  public record Wrap(Part part) implements Part {}

  /** A part that contains none. */
  public record Leaf() implements Part {}

  static RuntimeException hostile(String kind) {
    RuntimeException thrown = new HostileException(kind);
    if (kind.equals("causes are many")) {
      for (int i = 0; i < 20_000; i++) {
        thrown = new IllegalStateException("cause " + i, thrown);
      }
    }
    return thrown;
  }

  @Function(id = "hostile-flow", event = "hostile/flow.wanted")
  String inFlow(String kind) {
    throw hostile(kind);
  }

  @OnFailure("hostile-flow")
  void afterFlow(String kind, Failure failure, Steps steps) {
    probe.called(kind, "flow failed: " + failure.errorType());
  }

  @Function(id = "hostile-step", event = "hostile/step.wanted", retries = 1)
  String inStep(String kind, Steps steps) {
    return steps.run("hostile", String.class, () -> {
      probe.called(kind, "attempt " + steps.attempt());
      throw hostile(kind);
    });
  }

  @Function(id = "unwritable-result", event = "hostile/result.wanted")
  Unwritable result(String kind) {
    return new Unwritable(kind);
  }

  @Function(id = "unwritable-step", event = "hostile/value.wanted", retries = 0)
  String value(String kind, Steps steps) {
    return steps.run("unwritable", Unwritable.class, () -> new Unwritable(kind)).kind();
  }

  @Function(id = "deep", event = "hostile/deep.wanted")
  String deep(Part part, Steps steps) {
    throw new IllegalStateException("with all of this");
  }

  @OnFailure("deep")
  void afterDeep(Part part, Failure failure, Steps steps) {
    probe.called("deep", failure.errorType().toLowerCase(Locale.ROOT));
  }

  @Function(id = "checked", event = "hostile/checked.wanted")
  List<String> checked(String kind, Steps steps) {
    return steps.forEach(List.of("a", "b"), item -> {
      throw new IOException(kind + " " + item);
    });
  }

  @Function(id = "hostile-transaction", event = "hostile/transaction.wanted", retries = 0)
  String inTransaction(String kind, Steps steps) {
    return steps.runInTransaction("hostile", String.class, connection -> {
      throw hostile(kind);
    });
  }

  @Function(id = "self-interrupting", event = "hostile/interrupt.wanted", retries = 0)
  List<String> interrupts(String kind, Steps steps) {
    interrupt();
    steps.run("step", () -> Thread.sleep(1));
    interrupt();
    steps.runInTransaction("transaction", Boolean.class, connection -> connection.isValid(1));
    interrupt();
    steps.waitForEvent("wait", ApprovedCatalog.where().key(kind), Duration.ofMillis(1));
    interrupt();
    steps.send("send", new HostileSleepWanted(kind));
    interrupt();
    steps.sleep("sleep", Duration.ofMillis(1));
    interrupt();
    return steps.forEach(List.of("a", "b"), item -> {
      interrupt();
      return steps.runInTransaction(item, String.class, connection -> connection.getCatalog());
    });
  }

  private static void interrupt() {
    Thread.currentThread().interrupt();
  }

  @Allow(value = "NegativeSleep", because = "a sleep of less than no time must end at once")
  @Function(id = "past-sleep", event = "hostile/sleep.wanted")
  String sleep(String kind, Steps steps) {
    steps.sleep("second", Duration.ofSeconds(-kind.length()));
    steps.sleep("least", Duration.ofSeconds(Long.MIN_VALUE));
    return kind;
  }
}
