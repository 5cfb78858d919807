package dev.stepwell.processor.check;

import dev.stepwell.contract.Catalog;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ModuleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds missing declarations in a module-info. */
public final class ModuleChecks {
  private ModuleChecks() {}

  /**
   * All faults of a module.
   *
   * @param catalogs what is generated in it
   */
  public static List<Fault> of(ModuleModel module, List<CatalogModel> catalogs) {
    List<Fault> faults = new ArrayList<>();
    List<CatalogModel> hidden = catalogs.stream()
        .filter(catalog -> !module.provided().contains(catalog.qualifiedName()))
        .toList();
    if (!hidden.isEmpty()) {
      faults.add(hidden(module, hidden));
    }
    for (ModuleModel.ClosedPackage closed : module.closed()) {
      faults.add(Fault.of(
          FaultKind.CLOSED_PACKAGE,
          module.address(closed.address()),
          module.name(),
          closed.name(),
          closed.record()));
    }
    return faults;
  }

  /** One fault for all of them, because a module has only one declaration per service. */
  private static Fault hidden(ModuleModel module, List<CatalogModel> hidden) {
    CatalogModel first = hidden.get(0);
    int others = hidden.size() - 1;
    TreeSet<String> all = new TreeSet<>(module.provided());
    hidden.forEach(catalog -> all.add(catalog.qualifiedName()));
    return Fault.of(
        FaultKind.UNDECLARED_CATALOG,
        module.address(first.address()),
        module.name(),
        first.qualifiedName() + (others == 0 ? "" : " and " + others + " more"),
        "provides " + Catalog.class.getName() + " with " + String.join(", ", all) + ";");
  }
}
