package dev.stepwell.contract;

import java.util.List;

/**
 * The functions and events of one class, or the event of one hand-written record, as generated. Found through {@link
 * java.util.ServiceLoader}; the catalogs of all classes and jars together are the catalog of the application.
 */
public interface Catalog {
  /** The functions, in the order of the source. */
  List<FunctionDefinition<?, ?, ?>> functions();

  /**
   * The name of the resource in which the compiler describes the functions of a catalog for people and tools, as JSON: what their runs
   * store, and their steps with the paths between them.
   *
   * @param catalog the full name of the catalog's class
   */
  static String document(String catalog) {
    return "META-INF/stepwell/catalogs/" + catalog + ".json";
  }

  /** The events that this class declares or generates: those that start its functions and those that cancel them. */
  List<EventDefinition<?>> events();
}
