package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The module of Java that is being compiled.
 *
 * @param name its name
 * @param provided the full names of the catalogs that it provides
 * @param closed its packages with records that JSON carries, and that only it can look into
 * @param address where its module-info stands; null where that is not being compiled
 */
public record ModuleModel(
    String name,
    Set<String> provided,
    List<ClosedPackage> closed,
    @Nullable Address address) {
  /**
   * A package that only its own module can look into.
   *
   * @param name its name
   * @param record one of its records, as users say it
   * @param address where that stands
   */
  public record ClosedPackage(String name, String record, Address address) {}

  /** Where something about it is told that is also about what stands there. */
  public Address address(Address other) {
    return address == null ? other : address;
  }
}
