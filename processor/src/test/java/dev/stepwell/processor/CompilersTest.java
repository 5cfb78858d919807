package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.stepwell.contract.Catalog;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** Graphs behind the wrappers of build tools, and with compilers other than javac. */
class CompilersTest {
  private static Compilation compile(UnaryOperator<ProcessingEnvironment> wrapper) {
    return Compiler.javac()
        .withProcessors(new Wrapped(wrapper))
        .compile(Sources.source("app.One", """
                package app;
                public class One {
                  @dev.stepwell.Function(id = "one", event = "app/one")
                  void run(String key) { work(); }
                  @dev.stepwell.Step
                  void work() {}
                }
                """), Sources.source("app.Later", """
                package app;
                public class Later {
                  Later(Functions functions, DurableOne one) {}
                  @dev.stepwell.Step
                  void work() {}
                }
                """));
  }

  private static String document(Compilation compilation) throws IOException {
    assertThat(compilation.errors()).isEmpty();
    return compilation
        .generatedFile(StandardLocation.CLASS_OUTPUT, Catalog.document("app.OneCatalog"))
        .orElseThrow()
        .getCharContent(false)
        .toString();
  }

  @Test
  void graphsAreReadBehindWrappers() throws IOException {
    Compilation compilation =
        compile(javac -> new Forwarding(proxy(new Forward(new Forwarding(javac)))));

    assertThat(document(compilation))
        .contains("{\"type\":\"step\",\"kind\":\"step\",\"id\":\"work\",\"detail\":null}");
    assertThat(compilation.notes()).isEmpty();
  }

  @Test
  void withoutJavacGraphsAreUnreadAndTheBuildSaysSoOnce() throws IOException {
    Compilation compilation = compile(javac -> proxy(new ForwardLater(() -> javac)));

    assertThat(document(compilation))
        .contains("\"why\":\"the source of this function could not be read\"");
    assertThat(compilation.notes())
        .extracting(note -> note.getMessage(Locale.ROOT))
        .containsExactly(
            "this compiler is not javac, so step graphs and checks leave out the bodies of functions");
  }

  private static ProcessingEnvironment proxy(InvocationHandler handler) {
    return (ProcessingEnvironment) Proxy.newProxyInstance(
        CompilersTest.class.getClassLoader(),
        new Class<?>[] {ProcessingEnvironment.class},
        handler);
  }

  /** Calls the environment that it holds. */
  private record Forward(ProcessingEnvironment held) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return method.invoke(held, arguments);
    }
  }

  /** Calls an environment that cannot be found in it. */
  private record ForwardLater(Supplier<ProcessingEnvironment> held) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return method.invoke(held.get(), arguments);
    }
  }

  /** An environment that wraps another. */
  private record Forwarding(ProcessingEnvironment held) implements ProcessingEnvironment {
    @Override
    public Map<String, String> getOptions() {
      return held.getOptions();
    }

    @Override
    public Messager getMessager() {
      return held.getMessager();
    }

    @Override
    public Filer getFiler() {
      return held.getFiler();
    }

    @Override
    public Elements getElementUtils() {
      return held.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return held.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return held.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return held.getLocale();
    }
  }

  /** The processor in a wrapped environment. */
  private static final class Wrapped extends AbstractProcessor {
    private final StepwellProcessor processor = new StepwellProcessor();
    private final UnaryOperator<ProcessingEnvironment> wrapper;

    Wrapped(UnaryOperator<ProcessingEnvironment> wrapper) {
      this.wrapper = wrapper;
    }

    @Override
    public synchronized void init(ProcessingEnvironment javac) {
      super.init(javac);
      processor.init(wrapper.apply(javac));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }
  }
}
