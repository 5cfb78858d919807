package dev.stepwell.processor;

import dev.stepwell.contract.Catalog;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.write.GraphDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the graph of a function is read: in a class with a few steps, which is compiled and loaded. */
final class Graphs {
  private static final String SOURCE = """
      package app;
      import dev.stepwell.*;
      import java.time.Duration;
      import java.util.List;
      public class Flow extends Above {
        static final String PREFIX = "const";
        static final int DAYS = 3;
        static final Duration LONG = Duration.ofDays(400);
        EventMatch<ByHand> match = ByHandCatalog.where();
        final Shelf shelf = new DurableShelf();
        Stranger other = steps -> {};
        @Function(id = "flow", event = "app/wanted")
        @CancelOn(event = "app/stop", match = "key")
        @SuppressWarnings("unused")
        void run(String key, List<String> items, Steps steps) throws Exception {
          %s
        }
        %s
        @Step String a() { return "a"; }
        @Step String b() { return "b"; }
        @Step String c(String one, String other) { return one + other; }
        @Step String one(String item) { return item; }
        boolean isRight() { return true; }
        void log(String text) {}
        void twice(Runnable code) { code.run(); code.run(); }
      }
      class Above {
        void inherited() throws Exception { above(); stepAbove(); }
        void overridden() {}
        @Step void above() {}
        @Step void stepAbove() { new Flow().b(); }
      }
      class Helper {
        static void help(Steps steps, String key) { steps.sleep("help", Duration.ofHours(1)); }
      }
      class Shelf {
        @Step(id = "count-all") int count() { return 1; }
        void all() { for (int i : List.of(1)) count(); }
        String name() { return ""; }
      }
      class Taker { Taker(Steps steps) {} }
      interface Stranger { void go(Steps steps); }
      @Event("app/by.hand") record ByHand(String key) {}
      class Other {
        @Function(id = "other-one", event = "app/other") void other(String key) {}
      }
      """;

  private Graphs() {}

  /** The graph, as in a document, of a function with this body, in a class with these other members. */
  static String of(Path folder, String body, String members) throws IOException {
    Path file = Files.writeString(folder.resolve("Flow.java"), SOURCE.formatted(body, members));
    Classes.compile(folder.resolve("classes"), List.of(file));
    try (URLClassLoader loader = Classes.loader(folder.resolve("classes"))) {
      return of(loader, "app.FlowCatalog");
    }
  }

  /** The graph of the first function in the document of a catalog. */
  static String of(ClassLoader loader, String catalog) throws IOException {
    try (InputStream document = loader.getResourceAsStream(Catalog.document(catalog))) {
      String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(
          text.indexOf("\"graph\":") + "\"graph\":".length(), text.indexOf(",\n\"diagram\":"));
    }
  }

  /** A graph of these nodes, as in a document. */
  static String json(StepGraph.Node... nodes) {
    return GraphDocument.write(StepGraph.of(nodes));
  }
}
