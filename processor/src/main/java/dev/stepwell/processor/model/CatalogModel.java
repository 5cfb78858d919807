package dev.stepwell.processor.model;

import java.util.List;

/**
 * A catalog that an earlier compilation generated, and that still holds.
 *
 * @param packageName its package
 * @param name its simple name
 * @param origin the full name of the class from which it was generated
 * @param functions its function constants
 */
public record CatalogModel(
    String packageName, String name, String origin, List<Constant> functions) {
  /** The catalog's full name. */
  public String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
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
