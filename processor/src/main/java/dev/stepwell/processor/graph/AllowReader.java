package dev.stepwell.processor.graph;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.KnownNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Allow} in source, because annotations of local variables exist only there. */
final class AllowReader {
  private final Code code;
  private final Meanings meanings;
  private final Constants constants;

  AllowReader(Code code, Lookup lookup, Meanings meanings) {
    this.code = code;
    this.meanings = meanings;
    this.constants = new Constants(lookup);
  }

  /** What is allowed on this class or method; empty if its source is not being compiled. */
  static List<AllowModel> on(Code code, Element element) {
    ReaderFrame frame = code.frame(element);
    if (frame == null) {
      return List.of();
    }
    Lookup lookup = new Lookup(code);
    KnownNames none = new KnownNames(Map.of(), Map.of());
    Meanings meanings = new Meanings(code, lookup, none, Unstable.classes());
    return new AllowReader(code, lookup, meanings).on(element, frame);
  }

  private List<AllowModel> on(Element element, ReaderFrame frame) {
    ModifiersTree modifiers = code.modifiers(element);
    return modifiers == null ? List.of() : on(modifiers, frame);
  }

  /** What is allowed on the element itself, and on the classes around it, the innermost first. */
  List<AllowModel> around(Element element, ReaderFrame frame) {
    List<AllowModel> allows = new ArrayList<>();
    for (@Nullable Element at = element; at != null; at = at.getEnclosingElement()) {
      allows.addAll(on(at, frame));
    }
    return allows;
  }

  List<AllowModel> on(ModifiersTree modifiers, ReaderFrame frame) {
    return modifiers.getAnnotations().stream()
        .flatMap(annotation -> read(annotation, frame))
        .toList();
  }

  private Stream<AllowModel> read(AnnotationTree annotation, ReaderFrame frame) {
    String name = annotation.getAnnotationType().toString();
    if (name.endsWith("Allow.List")) {
      return values(annotation, "value")
          .filter(AnnotationTree.class::isInstance)
          .flatMap(one -> read((AnnotationTree) one, frame));
    }
    if (!"dev.stepwell.Allow".equals(meanings.named(name, frame))) {
      return Stream.of();
    }
    List<String> codes = texts(annotation, "value", frame);
    String because = String.join("", texts(annotation, "because", frame));
    return Stream.of(new AllowModel(codes, because, Place.address(annotation, frame)));
  }

  private List<String> texts(AnnotationTree annotation, String name, ReaderFrame frame) {
    return values(annotation, name)
        .map(value -> constants.text(value, frame))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The values of this name, each for itself. */
  private static Stream<? extends ExpressionTree> values(AnnotationTree annotation, String name) {
    return annotation.getArguments().stream()
        .filter(argument -> argument instanceof AssignmentTree assignment
            ? assignment.getVariable().toString().equals(name)
            : name.equals("value"))
        .map(argument ->
            argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument)
        .flatMap(value -> value instanceof NewArrayTree array && array.getInitializers() != null
            ? array.getInitializers().stream()
            : Stream.of(value));
  }
}
