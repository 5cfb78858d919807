package dev.stepwell.contract;

import java.util.List;

/**
 * The functions and events of one class, or the event of one hand-written record, as generated. Found through {@link
 * java.util.ServiceLoader}; the catalogs of all classes and jars together are the catalog of the application.
 */
public interface Catalog {
  /** The functions, in the order of the source. */
  List<FunctionDefinition<?, ?, ?>> functions();

  /** The events that this class declares or generates: those that start its functions and those that cancel them. */
  List<EventDefinition<?>> events();
}
