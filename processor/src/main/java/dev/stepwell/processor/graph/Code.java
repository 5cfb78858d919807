package dev.stepwell.processor.graph;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.scan.JsonTypes;
import dev.stepwell.processor.scan.StepIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** The source being compiled. */
final class Code {
  private static final int LONGEST = 60;

  private final Trees trees;
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonTypes json;
  private final Set<String> compiled;
  private final Map<TypeElement, List<? extends Element>> members = new HashMap<>();

  Code(ProcessingEnvironment javac, Set<String> compiled) {
    this.trees = Trees.instance(javac);
    this.elements = javac.getElementUtils();
    this.types = javac.getTypeUtils();
    this.json = new JsonTypes(elements, types);
    this.compiled = compiled;
  }

  Elements elements() {
    return elements;
  }

  /** Whether a class of this full name may be looked for: it is being compiled, and not about to be generated. */
  boolean isCompiled(String name) {
    String outer = name;
    while (!compiled.contains(outer)) {
      int end = outer.lastIndexOf('.');
      if (end < 0) {
        return false;
      }
      outer = outer.substring(0, end);
    }
    return true;
  }

  /** Whether a class of this full name may be about to be generated: its package is being compiled, and it is not in source. */
  boolean mayBeGenerated(String name) {
    String in = name.replaceFirst("\\.\\p{Lu}.*", "");
    return !isCompiled(name)
        && compiled.stream()
            .anyMatch(own -> own.startsWith(in + ".") && own.lastIndexOf('.') == in.length());
  }

  /** The constructors of a class with this number of parameters. */
  List<ExecutableElement> constructors(TypeElement type, int arguments) {
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .filter(constructor -> constructor.getParameters().size() == arguments)
        .toList();
  }

  boolean isA(TypeMirror type, String name) {
    TypeElement above = elements.getTypeElement(name);
    return above != null && isSubtype(type, above.asType());
  }

  boolean isSubtype(TypeMirror type, TypeMirror above) {
    return types.isSubtype(types.erasure(type), types.erasure(above));
  }

  /** Whether this exception has to be declared. */
  boolean isChecked(TypeElement exception) {
    return !isA(exception.asType(), "java.lang.RuntimeException")
        && !isA(exception.asType(), "java.lang.Error");
  }

  /** Whether the compiler has written this. */
  boolean isImplicit(ExecutableElement method) {
    return elements.getOrigin(method) != Elements.Origin.EXPLICIT
        || (owner(method).getKind() == ElementKind.RECORD && trees.getTree(method) == null);
  }

  /** The class that declares this method. */
  static TypeElement owner(ExecutableElement method) {
    return (TypeElement) Objects.requireNonNull(method.getEnclosingElement(), "enclosing class");
  }

  /** The members of a class, including inherited ones. */
  List<? extends Element> members(TypeElement type) {
    return members.computeIfAbsent(type, elements::getAllMembers);
  }

  /** Whether this is a method of a class that is being compiled. */
  boolean isOwn(Target target) {
    return source(target.method()) != null;
  }

  /** The source of a method; null if it is not being compiled, or has no body. */
  @Nullable
  MethodTree source(ExecutableElement method) {
    MethodTree tree = trees.getTree(method);
    return tree == null || tree.getBody() == null ? null : tree;
  }

  /** The modifiers of this element; null if it is not being compiled. */
  @Nullable
  ModifiersTree modifiers(Element element) {
    Tree tree = trees.getTree(element);
    if (tree instanceof ClassTree type) {
      return type.getModifiers();
    }
    return tree instanceof MethodTree method ? method.getModifiers() : null;
  }

  /** What this field of the class in which the code stands is set to permanently; null if unknown. */
  @Nullable
  ExpressionTree constant(@Nullable VariableElement field, ReaderFrame frame) {
    return field != null
            && field.getModifiers().contains(Modifier.FINAL)
            && frame.owner().equals(field.getEnclosingElement())
            && trees.getTree((Element) field) instanceof VariableTree variable
        ? variable.getInitializer()
        : null;
  }

  /** What this field is set to where it is declared; null if unknown. */
  @Nullable
  ExpressionTree initializer(VariableElement field) {
    return trees.getTree((Element) field) instanceof VariableTree variable
        ? variable.getInitializer()
        : null;
  }

  /** Whether this is a hand-written event, or one generated by an earlier compilation. */
  boolean isEvent(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch(name -> name.equals("dev.stepwell.Event")
            || name.equals("javax.annotation.processing.Generated"));
  }

  String packageOf(Element element) {
    return elements.getPackageOf(element).getQualifiedName().toString();
  }

  /** The class of this full name as a type, without type arguments; null if there is none. */
  @Nullable
  TypeMirror raw(String name) {
    TypeElement type = elements.getTypeElement(name);
    return type == null ? null : types.getDeclaredType(type);
  }

  TypeMirror primitive(TypeKind kind) {
    return kind.isPrimitive() ? types.getPrimitiveType(kind) : types.getNoType(kind);
  }

  TypeMirror array(TypeMirror component) {
    return types.getArrayType(component);
  }

  /** The JSON schema of values of this type, for comparison with other code. */
  String storedSchema(TypeMirror type) {
    return json.stored().schema(type, false);
  }

  /** Why JSON cannot carry values of this type in both directions; null if it can. */
  @Nullable
  String jsonFault(TypeMirror type) {
    return json.faults().fault(type);
  }

  /** The names of the secret fields in values of this type. */
  Set<String> secrets(TypeMirror type) {
    return json.secrets().in(type);
  }

  /** A frame for the body of a method, on an object of this class. */
  ReaderFrame frame(ExecutableElement method, TypeElement self, boolean isFunction) {
    TreePath path = trees.getPath(method);
    Map<String, Variable> variables = new HashMap<>();
    for (VariableElement parameter : method.getParameters()) {
      variables.put(parameter.getSimpleName().toString(), Variable.parameter(parameter.asType()));
    }
    TypeElement owner = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    return new ReaderFrame(self, owner, path.getCompilationUnit(), variables, isFunction);
  }

  /** A frame for what is written before this class or method; null if it is not being compiled. */
  @Nullable
  ReaderFrame frame(Element element) {
    TreePath path = trees.getPath(element);
    Element owner = element instanceof TypeElement ? element : element.getEnclosingElement();
    return path != null && owner instanceof TypeElement type
        ? new ReaderFrame(type, type, path.getCompilationUnit(), new HashMap<>(), false)
        : null;
  }

  /** Prints a message, if it is about a place in source; false if not. */
  boolean print(Diagnostic.Kind kind, String text, Address address) {
    if (address.element() instanceof Place place) {
      trees.printMessage(kind, text, place.tree(), place.file());
      return true;
    }
    return false;
  }

  /** The id of the step that this method is; null if it is none. */
  @Nullable
  String stepId(ExecutableElement method) {
    return StepIds.of(elements, method);
  }

  boolean hasSteps(TypeElement type) {
    return ElementFilter.methodsIn(members(type)).stream()
        .anyMatch(method -> stepId(method) != null);
  }

  /** A piece of source on one line, cut if it is long. */
  String text(Tree tree, ReaderFrame frame) {
    return cut(source(start(tree, frame), end(tree, frame), frame));
  }

  /** What stands before the first of these pieces in a larger one; all of it where there is none. */
  String textBefore(List<? extends Tree> pieces, Tree whole, ReaderFrame frame) {
    long end = pieces.isEmpty() ? end(whole, frame) : start(pieces.get(0), frame);
    return source(start(whole, frame), end, frame);
  }

  private long start(Tree tree, ReaderFrame frame) {
    return trees.getSourcePositions().getStartPosition(frame.file(), tree);
  }

  private long end(Tree tree, ReaderFrame frame) {
    return trees.getSourcePositions().getEndPosition(frame.file(), tree);
  }

  private static String source(long start, long end, ReaderFrame frame) {
    try {
      CharSequence source = frame.file().getSourceFile().getCharContent(true);
      String piece = source.subSequence((int) start, (int) end).toString();
      return piece.replaceAll("\\s+", " ").strip();
    } catch (IOException gone) {
      return "…";
    }
  }

  /** The text, cut if it is long. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).stripTrailing() + "…";
  }
}
