package dev.stepwell.runtime.engine;

import dev.stepwell.contract.Catalog;
import dev.stepwell.runtime.codec.CatalogDocument;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.model.FunctionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step graphs of functions, from the documents of their catalogs. They are for people and tools: no run needs them. */
final class StepGraphs {
  private static final Logger log = LoggerFactory.getLogger(StepGraphs.class);

  private final Map<String, Class<? extends Catalog>> catalogs = new HashMap<>();
  private final Map<Class<? extends Catalog>, Map<String, String>> read = new ConcurrentHashMap<>();

  /** Adds a function of this catalog. */
  void add(String functionId, Catalog catalog) {
    catalogs.putIfAbsent(functionId, catalog.getClass());
  }

  /** The graph of a function as JSON text. */
  String of(String functionId) {
    Class<? extends Catalog> catalog = catalogs.get(functionId);
    return catalog == null
        ? FunctionDescription.UNREAD
        : read.computeIfAbsent(catalog, StepGraphs::read)
            .getOrDefault(functionId, FunctionDescription.UNREAD);
  }

  /** By function; none if the document is missing or damaged, since the functions run without it. */
  private static Map<String, String> read(Class<? extends Catalog> catalog) {
    String name = Catalog.document(catalog.getName());
    try (InputStream document = catalog.getResourceAsStream("/" + name)) {
      if (document != null) {
        return CatalogDocument.graphs(new String(document.readAllBytes(), StandardCharsets.UTF_8));
      }
      log.info(
          "{} has no resource {}: the step graphs of its functions are unknown", catalog, name);
    } catch (IOException | JsonException e) {
      log.warn("the step graphs in the resource {} cannot be read: {}", name, e.getMessage());
    }
    return Map.of();
  }
}
