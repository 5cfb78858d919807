package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;

/**
 * A class with steps or functions.
 *
 * @param packageName its package
 * @param names its simple names, from the outermost
 * @param kind what it is, in words: class, interface, enum or record
 * @param modifiers its modifiers, as in source
 * @param hidden whether it is or stands in a private class
 * @param inner whether its instances belong to one of an outer class
 * @param generic whether it has type parameters
 * @param constructors its constructors
 * @param steps its steps, those that it inherits included
 * @param functions its functions
 * @param failures its failure methods
 * @param address where it stands
 */
public record ClassModel(
    String packageName,
    List<String> names,
    String kind,
    Set<String> modifiers,
    boolean hidden,
    boolean inner,
    boolean generic,
    List<ConstructorModel> constructors,
    List<StepModel> steps,
    List<FunctionModel> functions,
    List<OnFailureModel> failures,
    Address address) {
  /** The class's name as users say it. */
  public String name() {
    return String.join(".", names);
  }

  /** The class's name as one word, for the names of generated classes. */
  public String flatName() {
    return String.join("_", names);
  }

  /** The name of the generated subclass. */
  public String durableName() {
    return "Durable" + flatName();
  }

  /** The name of the generated catalog. */
  public String catalogName() {
    return flatName() + "Catalog";
  }

  /** The class's full name. */
  public String qualifiedName() {
    return packageName.isEmpty() ? name() : packageName + "." + name();
  }
}
