package dev.stepwell.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A type as written in source. */
public sealed interface TypeModel {
  /** The type as a user would write it, with simple names. */
  String words();

  /** The types that this one consists of. */
  default List<TypeModel> parts() {
    return List.of();
  }

  /** A primitive type or {@code void}. */
  record Primitive(String name) implements TypeModel {
    /** Nothing. */
    public static final TypeModel VOID = new Primitive("void");

    @Override
    public String words() {
      return name;
    }
  }

  /**
   * A class or interface.
   *
   * @param packageName its package; empty for the unnamed one
   * @param names its simple names, from the outermost
   * @param arguments its type arguments
   */
  record Declared(String packageName, List<String> names, List<TypeModel> arguments)
      implements TypeModel {
    /** A {@code java.util.List} of this; of its box, if it is primitive. */
    public static TypeModel list(TypeModel element) {
      return new Declared("java.util", List.of("List"), List.of(element.boxed()));
    }

    /** Its full name. */
    public String qualifiedName() {
      return QualifiedNames.of(packageName, String.join(".", names));
    }

    @Override
    public String words() {
      String name = String.join(".", names);
      return arguments.isEmpty()
          ? name
          : name + "<"
              + String.join(", ", arguments.stream().map(TypeModel::words).toList()) + ">";
    }

    @Override
    public List<TypeModel> parts() {
      return arguments;
    }
  }

  /** An array. */
  record Array(TypeModel component) implements TypeModel {
    @Override
    public String words() {
      return component.words() + "[]";
    }

    @Override
    public List<TypeModel> parts() {
      return List.of(component);
    }
  }

  /**
   * A wildcard.
   *
   * @param above its upper bound; at most one
   * @param below its lower bound; at most one
   */
  record Wildcard(List<TypeModel> above, List<TypeModel> below) implements TypeModel {
    @Override
    public String words() {
      return Stream.of("?", bound(" extends ", above), bound(" super ", below))
          .collect(Collectors.joining());
    }

    private static String bound(String keyword, List<TypeModel> bound) {
      return bound.isEmpty() ? "" : keyword + bound.get(0).words();
    }

    @Override
    public List<TypeModel> parts() {
      return Stream.concat(above.stream(), below.stream()).toList();
    }
  }

  /** A type variable. */
  record Variable(String name) implements TypeModel {
    @Override
    public String words() {
      return name;
    }
  }

  /** A private class: no other file can name it. */
  record Private(String words) implements TypeModel {}

  /** A name that no class has, or none yet, because it may be yet to be generated. */
  record Unresolved(String name) implements TypeModel {
    @Override
    public String words() {
      return name;
    }
  }

  /** A private class among the parts of this type, in words. */
  default Optional<String> hidden() {
    return this instanceof Private
        ? Optional.of(words())
        : parts().stream().flatMap(part -> part.hidden().stream()).findFirst();
  }

  /** The unresolved names among the parts of this type, sorted. */
  default Set<String> unresolved() {
    Set<String> names = new TreeSet<>();
    if (this instanceof Unresolved) {
      names.add(words());
    }
    parts().forEach(part -> names.addAll(part.unresolved()));
    return names;
  }

  /** The classes and interfaces in this type. */
  default Stream<Declared> declared() {
    Stream<Declared> ofParts = parts().stream().flatMap(TypeModel::declared);
    return this instanceof Declared declared
        ? Stream.concat(Stream.of(declared), ofParts)
        : ofParts;
  }

  /** What an {@code Optional} of this type holds; this type, if it is none. */
  default TypeModel unwrapped() {
    return isOptional() ? parts().get(0) : this;
  }

  /** Whether this is an {@code Optional} of something. */
  default boolean isOptional() {
    return this instanceof Declared declared
        && declared.packageName().equals("java.util")
        && declared.names().equals(List.of("Optional"))
        && declared.arguments().size() == 1;
  }

  /** The class of the values of a primitive type; this type, if it is none. */
  default TypeModel boxed() {
    return this instanceof Primitive primitive && !equals(Primitive.VOID)
        ? new Declared("java.lang", List.of(boxOf(primitive.name())), List.of())
        : this;
  }

  private static String boxOf(String primitive) {
    return switch (primitive) {
      case "int" -> "Integer";
      case "char" -> "Character";
      default -> Character.toUpperCase(primitive.charAt(0)) + primitive.substring(1);
    };
  }
}
