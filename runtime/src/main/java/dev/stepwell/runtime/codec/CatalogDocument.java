package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The document that the compiler writes about the functions of a catalog. */
public final class CatalogDocument {
  private static final Json JSON = new Json();

  private CatalogDocument() {}

  /**
   * The step graphs in this document as JSON texts, by the ids of their functions.
   *
   * @throws JsonException if it is not JSON
   */
  public static Map<String, String> graphs(String document) {
    Map<String, String> graphs = new HashMap<>();
    for (JsonNode function : JSON.tree(document).node().path("functions")) {
      if (function.path("graph").isObject()) {
        graphs.put(
            function.path("id").asText(), JSON.write(function.path("graph"), JsonNode.class));
      }
    }
    return graphs;
  }
}
