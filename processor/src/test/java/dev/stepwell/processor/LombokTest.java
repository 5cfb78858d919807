package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Lombok on the processor path, before this processor, after it, and not at all. */
class LombokTest {
  private static final JavaFileObject SHIP = Sources.source("app.Ship", """
      package app;
      @lombok.RequiredArgsConstructor
      public class Ship {
        private final String depot;
        @dev.stepwell.Function(id = "ship", event = "app/ship") String ship(String key) { return pack(); }
        @dev.stepwell.Step String pack() { return depot; }
      }
      """);

  private static Processor lombok() throws ReflectiveOperationException {
    Class<?> type = Class.forName("lombok.launch.AnnotationProcessorHider$AnnotationProcessor");
    return (Processor) type.getDeclaredConstructor().newInstance();
  }

  private static Compilation compile(List<Processor> processors) {
    return Compiler.javac().withProcessors(processors).compile(SHIP);
  }

  @Test
  void theOrderOfTheProcessorsMakesNoDifference() throws Exception {
    for (List<Processor> processors : List.of(
        List.of(lombok(), new StepwellProcessor()), List.of(new StepwellProcessor(), lombok()))) {
      Compilation compilation = compile(processors);

      assertThat(compilation.errors()).isEmpty();
      assertThat(compilation.generatedSourceFile("app.DurableShip")).isPresent();
    }
  }

  @Test
  void aHandlerThatLombokWritesCatchesNothing() throws Exception {
    JavaFileObject sneaky = Sources.source("app.Sneaky", """
        package app;
        public class Sneaky {
          @lombok.SneakyThrows
          @dev.stepwell.Function(id = "sneaky", event = "app/sneaky")
          void run(String key) { pack(); help(); }
          @lombok.SneakyThrows(java.io.IOException.class)
          private void help() { pack(); if (pack().isEmpty()) throw new java.io.IOException(); }
          @dev.stepwell.Step String pack() { return ""; }
        }
        """);
    for (List<Processor> processors : List.of(
        List.of(lombok(), new StepwellProcessor()), List.of(new StepwellProcessor(), lombok()))) {
      Compilation compilation = Compiler.javac().withProcessors(processors).compile(sneaky);

      assertThat(compilation.errors()).isEmpty();
      assertThat(compilation.warnings())
          .extracting(warning -> warning.getMessage(Locale.ROOT))
          .noneMatch(message -> message.startsWith("["));
    }
  }

  @Test
  void aClassThatLombokHasNotProcessedIsAnError() {
    assertThat(compile(List.of(new StepwellProcessor())).errors())
        .extracting(error -> error.getMessage(Locale.ROOT))
        .anyMatch(message -> message.startsWith("Lombok has not processed this class"));
  }
}
