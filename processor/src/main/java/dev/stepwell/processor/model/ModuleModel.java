package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The module of Java that is being compiled.
 *
 * @param name its name
 * @param provided the full names of the catalogs that it provides
 * @param closed its unopened packages with records that JSON carries
 * @param address the place of its module-info; null if that is not being compiled
 */
public record ModuleModel(
    String name,
    Set<String> provided,
    List<ClosedPackage> closed,
    @Nullable Address address) {
  /**
   * A package that only its own module can access by reflection.
   *
   * @param name its name
   * @param record one of its records, as named in messages
   * @param address the place of that record
   */
  public record ClosedPackage(String name, String record, Address address) {}

  /** The place of a fault about the module that also concerns this place. */
  public Address address(Address other) {
    return address == null ? other : address;
  }
}
