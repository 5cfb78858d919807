package dev.stepwell.runtime.flows;

import dev.stepwell.EventMatch;
import dev.stepwell.Failure;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Steps;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function under successive names and versions: like generated code, which the compiler would create for one of them
 * only.
 */
public class LetterFlows {
  /** The handle of the renamed one. */
  public static final FunctionDefinition<Renamed, Wanted, String> RENAMED =
      of("mail", Renamed.class).was("letters").build();

  private final Probe probe;
  private final StepDefinition<String> write;

  LetterFlows(Probe probe, StepDefinition<String> write) {
    this.probe = probe;
    this.write = write;
  }

  /** A letter is wanted. */
  public record Wanted(String key) {}

  /** Events that want a letter of this key. */
  public record Of(String key) implements EventMatch<Wanted> {
    @Override
    public String event() {
      return "letters/wanted";
    }

    @Override
    public Class<Wanted> type() {
      return Wanted.class;
    }

    @Override
    public Map<String, @Nullable Object> fields() {
      return Map.of("key", key);
    }
  }

  /** The function as it was first, with its step. */
  public static final class First extends LetterFlows {
    /** With this probe. */
    public First(Probe probe) {
      super(probe, StepDefinition.<String>of("make", String.class));
    }
  }

  /** The function, and its step, with other names. */
  public static final class Renamed extends LetterFlows {
    /** With this probe. */
    public Renamed(Probe probe) {
      super(probe, StepDefinition.<String>of("write", String.class).withWas("compose", "make"));
    }
  }

  /** The function with its first name again. */
  public static final class NamedBack extends LetterFlows {
    /** With this probe. */
    public NamedBack(Probe probe) {
      super(probe, StepDefinition.<String>of("make", String.class).withWas("write"));
    }
  }

  /** The function's second version. */
  public static final class Second extends LetterFlows {
    /** With this probe. */
    public Second(Probe probe) {
      super(probe, StepDefinition.<String>of("print", String.class));
    }
  }

  String send(String key, Steps steps) {
    String letters = write(key, 1) + write(key, 2);
    steps.sleep("lie", key.contains("quick") ? Duration.ofMillis(1) : Duration.ofDays(1));
    if (key.contains("long")) {
      for (int number = 4; number <= 6; number++) {
        letters += write(key, number);
        steps.sleep("lie", key.contains("quick") ? Duration.ofMillis(1) : Duration.ofDays(1));
      }
    }
    if (key.contains("lost")) {
      throw new NonRetriableException("the letter is lost");
    }
    return letters + write(key, 3);
  }

  private String write(String key, int number) {
    return Durable.step(write, () -> {
      probe.called(key, write.id() + number);
      if (key.contains("twice") && number == 2 && probe.count(key, write.id() + number) == 1) {
        throw new IllegalStateException("the ink is out");
      }
      return write.id() + number;
    });
  }

  void lost(String key, Failure failure) {
    probe.called(key, "lost by " + failure.functionId());
  }

  private static <S extends LetterFlows> FunctionDefinition.Builder<S, Wanted, String> of(
      String id, Class<S> type) {
    EventDefinition<Wanted> wanted = new EventDefinition<>("letters/wanted", Wanted.class, "{}");
    return FunctionDefinition.<S, Wanted, String>of(
            id, type, wanted, String.class, (self, event, steps) -> self.send(event.key(), steps))
        .onFailure((self, event, failure, steps) -> self.lost(event.key(), failure));
  }

  /** The catalog of one form. */
  public abstract static class OneCatalog implements Catalog {
    private final FunctionDefinition<?, Wanted, String> function;

    OneCatalog(FunctionDefinition<?, Wanted, String> function) {
      this.function = function;
    }

    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of(function);
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of(function.event());
    }
  }

  /** The catalog of the first. */
  public static final class FirstCatalog extends OneCatalog {
    /** For the loader. */
    public FirstCatalog() {
      super(of("letters", First.class).build());
    }
  }

  /** The catalog of the renamed one. */
  public static final class RenamedCatalog extends OneCatalog {
    /** For the loader. */
    public RenamedCatalog() {
      super(RENAMED);
    }
  }

  /** The catalog of the function whose step alone has another name. */
  public static final class StepRenamedCatalog extends OneCatalog {
    /** For the loader. */
    public StepRenamedCatalog() {
      super(of("letters", Renamed.class).build());
    }
  }

  /** The catalog of the function whose step alone has its first name again. */
  public static final class StepNamedBackCatalog extends OneCatalog {
    /** For the loader. */
    public StepNamedBackCatalog() {
      super(of("letters", NamedBack.class).build());
    }
  }

  /** The catalog of the form that has its first name again. */
  public static final class NamedBackCatalog extends OneCatalog {
    /** For the loader. */
    public NamedBackCatalog() {
      super(of("letters", NamedBack.class).was("mail").build());
    }
  }

  /** The catalog of the second version. */
  public static final class SecondCatalog extends OneCatalog {
    /** For the loader. */
    public SecondCatalog() {
      super(of("letters", Second.class).version(2).build());
    }
  }
}
