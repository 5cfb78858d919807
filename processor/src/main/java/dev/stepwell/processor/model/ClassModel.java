package dev.stepwell.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param memberTypes the simple names of the classes in it, including inherited ones
 * @param warnings the compiler's warnings that its use in another file would give, to be suppressed there
 * @param constructors its constructors
 * @param steps its steps, including inherited ones
 * @param functions its functions
 * @param endings the methods that handle how its runs end
 * @param address its place
 */
public record ClassModel(
    String packageName,
    List<String> names,
    String kind,
    Set<String> modifiers,
    boolean hidden,
    boolean inner,
    boolean generic,
    Set<String> memberTypes,
    Set<String> warnings,
    List<ConstructorModel> constructors,
    List<StepModel> steps,
    List<FunctionModel> functions,
    List<EndingModel> endings,
    Address address) {
  /** The class's name in messages. */
  public String name() {
    return String.join(".", names);
  }

  /** The class's name as one identifier, for the names of generated classes. */
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

  /** The full name of the generated catalog. */
  public String qualifiedCatalogName() {
    return QualifiedNames.of(packageName, catalogName());
  }

  /** The names in its constructors and methods that no class has yet. */
  public Set<String> unresolved() {
    Stream<MethodModel> methods = Stream.of(
            steps.stream().map(StepModel::method),
            functions.stream().map(FunctionModel::method),
            endings.stream().map(EndingModel::method))
        .flatMap(some -> some);
    Stream<TypeModel> inMethods = methods.flatMap(method -> Stream.concat(
        Stream.of(method.returns()), method.parameters().stream().map(FieldModel::type)));
    Stream<TypeModel> inConstructors = constructors.stream()
        .filter(constructor -> !constructor.isPrivate())
        .flatMap(constructor -> Stream.concat(
            constructor.thrown().stream(),
            constructor.parameters().stream().map(FieldModel::type)));
    return Stream.concat(inConstructors, inMethods)
        .flatMap(type -> type.unresolved().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The class's full name. */
  public String qualifiedName() {
    return QualifiedNames.of(packageName, name());
  }

  /** The function that this class is as a whole; empty if it is none. */
  public Optional<FunctionModel> graph() {
    return functions.stream().filter(function -> function.graph() != null).findFirst();
  }

  /** The same class with these functions. */
  public ClassModel withFunctions(List<FunctionModel> others) {
    return new ClassModel(
        packageName,
        names,
        kind,
        modifiers,
        hidden,
        inner,
        generic,
        memberTypes,
        warnings,
        constructors,
        steps,
        others,
        endings,
        address);
  }
}
