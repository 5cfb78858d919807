package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.TypeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Turns the compiler's types into the model's. */
final class ModelTypes {
  private ModelTypes() {}

  static TypeModel model(TypeMirror type) {
    if (type.getKind() == TypeKind.VOID) {
      return TypeModel.Primitive.VOID;
    }
    if (type.getKind().isPrimitive()) {
      return new TypeModel.Primitive(type.getKind().name().toLowerCase(Locale.ROOT));
    }
    if (type.getKind() == TypeKind.TYPEVAR) {
      return new TypeModel.Variable(((javax.lang.model.type.TypeVariable) type)
          .asElement()
          .getSimpleName()
          .toString());
    }
    if (type instanceof ArrayType array) {
      return new TypeModel.Array(model(array.getComponentType()));
    }
    if (type instanceof WildcardType wildcard) {
      return new TypeModel.Wildcard(
          bound(wildcard.getExtendsBound()), bound(wildcard.getSuperBound()));
    }
    return type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED
        ? declared(declared)
        : new TypeModel.Unresolved(type.toString());
  }

  private static List<TypeModel> bound(@Nullable TypeMirror bound) {
    return bound == null ? List.of() : List.of(model(bound));
  }

  private static TypeModel declared(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    if (isPrivate(element)) {
      return new TypeModel.Private(String.join(".", names(element)));
    }
    List<TypeModel> arguments = new ArrayList<>();
    type.getTypeArguments().forEach(argument -> arguments.add(model(argument)));
    return new TypeModel.Declared(packageName(element), names(element), arguments);
  }

  /** Whether this type, or one around it, is private. It does not look at outermost types, which the compiler would load. */
  static boolean isPrivate(TypeElement type) {
    for (Element at = type;
        at.getEnclosingElement() instanceof TypeElement;
        at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        return true;
      }
    }
    return false;
  }

  /** The type that a component has in this record, whose type parameters it may use. */
  static TypeMirror component(
      javax.lang.model.util.Types types, DeclaredType record, RecordComponentElement component) {
    ExecutableElement accessor = component.getAccessor();
    return ((ExecutableType) types.asMemberOf(record, accessor)).getReturnType();
  }

  /** The simple names of a type, from the outermost. */
  static List<String> names(TypeElement type) {
    List<String> names = new ArrayList<>();
    for (Element at = type;
        !(at instanceof PackageElement) && at != null;
        at = at.getEnclosingElement()) {
      names.add(0, at.getSimpleName().toString());
    }
    return names;
  }

  /** The name of the package that an element is in; empty for the unnamed one. */
  static String packageName(Element element) {
    Element at = element;
    while (!(at instanceof PackageElement) && at.getEnclosingElement() != null) {
      at = at.getEnclosingElement();
    }
    return at instanceof PackageElement in ? in.getQualifiedName().toString() : "";
  }

  /**
   * Whether a type is the class of this full name, or a subclass. A class that does not exist yet, a subtype of all, is
   * not.
   */
  static boolean isA(
      Elements elements, javax.lang.model.util.Types types, TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null
        && type.getKind() != TypeKind.ERROR
        && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
  }

  /** Whether the element or its type is marked as nullable. */
  static boolean isNullable(Element element, TypeMirror type) {
    return Mirrors.hasNullable(element.getAnnotationMirrors())
        || Mirrors.hasNullable(type.getAnnotationMirrors());
  }
}
