package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.FlowLimits;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogsTest {
  /** An event of no fields. */
  public record Wanted() {}

  /** Holds a function, like a durable class of one jar. */
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

  /** Holds a function with a limit on a step. */
  public static final class Limited {}

  /** The catalog of that function. */
  public static final class LimitedCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      EventDefinition<Wanted> event = new EventDefinition<>("wanted", Wanted.class, "{}");
      return List.of(
          FunctionDefinition.ofVoid("limited", Limited.class, event, (self, data, steps) -> {})
              .steps(List.of(StepDefinition.of("ask", String.class)
                  .withConcurrency(ConcurrencyDefinition.of(1))))
              .build());
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

  /** The record of an event in one jar. */
  public record Shaped(String key) {}

  /** The record of the same event in another. */
  public record OtherShaped(int key) {}

  /** The catalog of the event in one jar. */
  public static final class ShapedCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of();
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of(new EventDefinition<>("shaped", Shaped.class, "{\"key\":\"string\"}"));
    }
  }

  /** The catalog of the event in another. */
  public static final class OtherShapedCatalog implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of();
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of(new EventDefinition<>("shaped", OtherShaped.class, "{\"key\":\"integer\"}"));
    }
  }

  /** The errors of these catalogs, as those of all jars. */
  private static void refused(Path folder, String message, Class<?>... catalogs) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Catalog.class.getName()),
        Stream.of(catalogs).map(Class::getName).collect(Collectors.joining("\n")));
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, CatalogsTest.class.getClassLoader())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Catalogs.load(loader))
          .withMessage(message);
    }
  }

  private static String origin(Class<?> type) {
    return type.getName() + " ("
        + CatalogsTest.class.getProtectionDomain().getCodeSource().getLocation() + ")";
  }

  @Test
  void anIdThatTwoJarsHaveIsRefusedWithBothOrigins(@TempDir Path folder) throws Exception {
    refused(
        folder,
        "two functions have the id twice-in-the-build: one in " + origin(One.class) + ", one in "
            + origin(Other.class) + "; give one of them another id",
        OneCatalog.class,
        OtherCatalog.class);
  }

  @Test
  void anEventThatTwoJarsShapeDifferentlyIsRefusedWithBothShapes(@TempDir Path folder)
      throws Exception {
    refused(
        folder,
        "the event shaped has two shapes: " + origin(Shaped.class)
            + " is {\"key\":\"string\"}, and " + origin(OtherShaped.class)
            + " is {\"key\":\"integer\"}; declare it once, as a record with @Event that both use",
        ShapedCatalog.class,
        OtherShapedCatalog.class);
  }

  /** Loads the classes of this test itself, as the loader of a fat jar or a war does. */
  private static final class OfApplication extends URLClassLoader {
    OfApplication(URL... urls) {
      super(urls, CatalogsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(CatalogsTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  private static URL place() {
    return CatalogsTest.class.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Does the work on a thread of the common pool whose context loader knows nothing of the application. */
  private static <T> T onForkJoinThread(Callable<T> work) throws Exception {
    return ForkJoinPool.commonPool()
        .submit(() -> {
          ClassLoader before = Thread.currentThread().getContextClassLoader();
          Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
          try {
            return work.call();
          } finally {
            Thread.currentThread().setContextClassLoader(before);
          }
        })
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void theCatalogOfAnObjectIsFoundFromAForkJoinThread(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Catalog.class.getName()), OneCatalog.class.getName());
    try (OfApplication loader = new OfApplication(folder.toUri().toURL(), place())) {
      Object object =
          loader.loadClass(One.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(object.getClass().getClassLoader()).isSameAs(loader);

      Set<String> ids = onForkJoinThread(() -> Catalogs.of(List.of(object.getClass()))
          .bind(List.of(object), new Json())
          .keySet());

      assertThat(ids).contains("twice-in-the-build");
    }
  }

  @Test
  void aLimitOnAStepIsPublishedWithItsFunction(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Catalog.class.getName()), LimitedCatalog.class.getName());
    try (OfApplication loader = new OfApplication(folder.toUri().toURL(), place())) {
      Object object =
          loader.loadClass(Limited.class.getName()).getDeclaredConstructor().newInstance();
      Catalogs catalogs = Catalogs.of(List.of(object.getClass()));

      assertThat(catalogs.bind(List.of(object), new Json())).containsKey("limited");
      assertThat(FlowLimits.of(catalogs.stored(List.of(object.getClass()))))
          .containsOnlyKeys("concurrency limited > ask");
    }
  }

  @Test
  void theServiceFileThatWasOverwrittenIsNamed() throws Exception {
    Object object = new Other();

    String message = onForkJoinThread(() -> assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogs.of(List.of(object.getClass())).bind(List.of(object), new Json()))
        .actual()
        .getMessage());

    assertThat(message)
        .contains("no catalog has a function of " + Other.class.getName())
        .contains(place()
            + "META-INF/services/dev.stepwell.contract.Catalog is in the same jar or folder")
        .contains("has overwritten another", "ServicesResourceTransformer");
  }
}
