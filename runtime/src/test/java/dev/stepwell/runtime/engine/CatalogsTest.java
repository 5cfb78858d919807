package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogsTest {
  /** An event of no fields. */
  public record Wanted() {}

  /** Holds a function, as a durable class of one jar does. */
  public static final class One {}

  /** Holds another of the same id, as one of another jar may. */
  public static final class Other {}

  private static FunctionDefinition<?, ?, ?> function(Class<?> holder) {
    EventDefinition<Wanted> event = new EventDefinition<>("wanted", Wanted.class, "{}");
    return FunctionDefinition.ofVoid("twice-in-the-build", holder, event, (self, data, steps) -> {})
        .build();
  }

  /** The catalog of one jar. */
  public static final class OneCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of(function(One.class));
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of();
    }
  }

  /** The catalog of the other jar. */
  public static final class OtherCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of(function(Other.class));
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of();
    }
  }

  @Test
  void anIdThatTwoJarsHaveIsRefusedWithBothOrigins(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Catalog.class.getName()),
        OneCatalog.class.getName() + "\n" + OtherCatalog.class.getName() + "\n");
    URL[] urls = {folder.toUri().toURL()};
    URL here = CatalogsTest.class.getProtectionDomain().getCodeSource().getLocation();

    try (URLClassLoader loader = new URLClassLoader(urls, CatalogsTest.class.getClassLoader())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Catalogs.load(loader))
          .withMessage("two functions have the id twice-in-the-build: one in "
              + One.class.getName() + " (" + here + "), one in " + Other.class.getName() + " ("
              + here + "); give one of them another id");
    }
  }
}
