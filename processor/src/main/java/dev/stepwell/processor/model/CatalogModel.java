package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A catalog of this compilation, or a valid one of an earlier compilation.
 *
 * @param packageName its package
 * @param name its simple name
 * @param origin the full name of the class from which it was generated
 * @param functions its function constants
 * @param event the hand-written event that it belongs to; null if it belongs to a class
 * @param address the place of that class or event
 */
public record CatalogModel(
    String packageName,
    String name,
    String origin,
    List<Constant> functions,
    @Nullable EventModel event,
    Address address) {
  /** The catalog's full name. */
  public String qualifiedName() {
    return QualifiedNames.of(packageName, name);
  }

  /**
   * A function constant.
   *
   * @param name the constant's name
   * @param event the record of the event that starts the function
   * @param result what the function returns
   */
  public record Constant(String name, TypeModel event, TypeModel result) {}
}
