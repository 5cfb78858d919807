package dev.stepwell.processor.graph;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** The source being compiled. */
final class Code {
  private static final int LONGEST = 60;
  private static final String GENERATED = "javax.annotation.processing.Generated";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Trees trees;
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonTypes json;
  private final Set<String> compiled;
  private final Reading reading;
  private final @Nullable Attribution attribution;
  private @Nullable List<TypeElement> concrete;
  private final Map<TypeElement, List<? extends Element>> members = new HashMap<>();
  private final Map<TypeElement, Boolean> withSteps = new HashMap<>();
  private final Map<ExecutableElement, Optional<String>> stepIds = new HashMap<>();
  private final Map<ExecutableElement, Optional<MethodTree>> sources = new HashMap<>();
  private final Map<Element, Optional<CompilationUnitTree>> files = new HashMap<>();
  private final Map<CompilationUnitTree, String> texts = new HashMap<>();

  /**
   * Reads with this compiler.
   *
   * @param compiled the full names of the outermost classes that are being compiled
   * @param reading what is looked for, and how names are resolved
   */
  Code(ProcessingEnvironment javac, Set<String> compiled, Reading reading) {
    this.trees = Trees.instance(javac);
    this.reading = reading;
    this.attribution = reading == Reading.RESOLVED ? new Attribution(trees) : null;
    this.elements = javac.getElementUtils();
    this.types = javac.getTypeUtils();
    this.json = new JsonTypes(elements, types);
    this.compiled = compiled;
  }

  Elements elements() {
    return elements;
  }

  /** Whether only graphs are read, and hazards are not looked for. */
  boolean isForGraphs() {
    return reading == Reading.GRAPHS;
  }

  /** Whether the compiler is asked for symbols and types. */
  boolean isAttributed() {
    return attribution != null;
  }

  /** What this names or declares, as the compiler has resolved it; null if unknown. */
  @Nullable
  Element element(Tree tree, ReaderFrame frame) {
    return attribution == null ? null : attribution.element(tree, frame.file());
  }

  /** The type that the compiler gives to this; null if unknown. */
  @Nullable
  TypeMirror type(Tree tree, ReaderFrame frame) {
    return attribution == null ? null : attribution.type(tree, frame.file());
  }

  /** The same method in the classes as they are now: the compiler enters them anew in each round. */
  ExecutableElement current(ExecutableElement method) {
    List<ExecutableElement> named =
        ElementFilter.methodsIn(owner(method).getEnclosedElements()).stream()
            .filter(now -> now.getSimpleName().equals(method.getSimpleName()))
            .filter(now -> now.getParameters().size() == method.getParameters().size())
            .toList();
    return named.stream()
        .filter(now -> named.size() == 1 || signature(now).equals(signature(method)))
        .findFirst()
        .orElse(method);
  }

  private static String signature(ExecutableElement method) {
    return method.toString().replaceAll("[\\w$]+\\.", "");
  }

  /** The method that this call executes on objects of this class. */
  ExecutableElement implementation(ExecutableElement called, TypeElement self) {
    if (called.getModifiers().contains(Modifier.STATIC)
        || self.equals(called.getEnclosingElement())
        || !isCompiled(self.getQualifiedName().toString())) {
      return called;
    }
    return ElementFilter.methodsIn(members(self)).stream()
        .filter(method -> elements.overrides(method, called, self))
        .findFirst()
        .orElse(called);
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

  /** The classes that are being compiled and can be instantiated. */
  List<TypeElement> concrete() {
    if (concrete == null) {
      List<TypeElement> all = new ArrayList<>();
      for (String name : compiled) {
        TypeElement outermost = elements.getTypeElement(name);
        if (outermost != null) {
          addConcrete(outermost, all);
        }
      }
      concrete = all;
    }
    return concrete;
  }

  private static void addConcrete(TypeElement type, List<TypeElement> all) {
    boolean isConcrete = !type.getKind().isInterface()
        && !type.getModifiers().contains(Modifier.ABSTRACT)
        && type.getKind() != ElementKind.ENUM;
    if (isConcrete) {
      all.add(type);
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(inner -> addConcrete(inner, all));
  }

  /** Whether a class of this full name may be about to be generated: its package is being compiled, and it is not in source. */
  boolean mayBeGenerated(String name) {
    String in = name.replaceFirst("\\.\\p{Lu}.*", "");
    return !isCompiled(name)
        && compiled.stream()
            .anyMatch(own -> own.startsWith(in + ".") && own.lastIndexOf('.') == in.length());
  }

  List<ExecutableElement> constructors(TypeElement type) {
    return ElementFilter.constructorsIn(type.getEnclosedElements());
  }

  /** The constructors of a class with this number of parameters. */
  List<ExecutableElement> constructors(TypeElement type, int arguments) {
    return constructors(type).stream()
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

  /** The class and the interfaces directly above this type. */
  List<? extends TypeMirror> above(TypeMirror type) {
    return types.directSupertypes(type);
  }

  /** Whether this exception has to be declared. */
  boolean isChecked(TypeElement exception) {
    return !isA(exception.asType(), "java.lang.RuntimeException")
        && !isA(exception.asType(), "java.lang.Error");
  }

  /** Whether the compiler has written this. */
  boolean isImplicit(ExecutableElement method) {
    return elements.getOrigin(method) != Elements.Origin.EXPLICIT
        || (owner(method).getKind() == ElementKind.RECORD
            && trees.getTree(method) == null
            && (trees.getTree(owner(method)) != null || isComponent(method)));
  }

  /** Whether a method of a record that comes as a class file has the name of a component. */
  private static boolean isComponent(ExecutableElement method) {
    return method.getParameters().isEmpty()
        && ElementFilter.recordComponentsIn(owner(method).getEnclosedElements()).stream()
            .anyMatch(component -> component.getSimpleName().equals(method.getSimpleName()));
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
    return sources
        .computeIfAbsent(
            method,
            some -> Optional.ofNullable(trees.getTree(some)).filter(tree -> tree.getBody() != null))
        .orElse(null);
  }

  /** The declaration of this in source; null if it is not being compiled. */
  @Nullable
  Tree tree(Element element) {
    return trees.getTree(element);
  }

  /** The modifiers of this element; null if it is not being compiled. */
  @Nullable
  ModifiersTree modifiers(Element element) {
    Tree tree = tree(element);
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

  /** What this field of any class is set to permanently; null if unknown. */
  @Nullable
  ExpressionTree constant(@Nullable VariableElement field) {
    return field != null && field.getModifiers().contains(Modifier.FINAL)
        ? initializer(field)
        : null;
  }

  /** This field, if it is static; null if not. */
  @Nullable
  VariableElement shared(@Nullable VariableElement field) {
    return field != null && field.getModifiers().contains(Modifier.STATIC) ? field : null;
  }

  /** What a collection of this type has as elements; null if it is none, or that is unknown. */
  @Nullable
  TypeMirror element(TypeMirror type) {
    if (!(type instanceof DeclaredType)) {
      return null;
    }
    TypeElement collection = elements.getTypeElement("java.lang.Iterable");
    if (collection == null || !isSubtype(type, collection.asType())) {
      return null;
    }
    TypeMirror at = type;
    while (at != null && !types.isSameType(types.erasure(at), types.erasure(collection.asType()))) {
      at = types.directSupertypes(at).stream()
          .filter(direct -> isSubtype(direct, /* above= */ collection.asType()))
          .findFirst()
          .orElse(null);
    }
    TypeMirror argument = at == null ? null : firstArgument(at);
    return argument instanceof WildcardType wildcard ? wildcard.getExtendsBound() : argument;
  }

  /** The first type argument of this type; null if it has none. */
  static @Nullable TypeMirror firstArgument(TypeMirror type) {
    return type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty()
        ? declared.getTypeArguments().get(0)
        : null;
  }

  /** Whether these are objects of a class of the build that has no {@code toString}. */
  boolean isWithoutText(@Nullable TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getKind() == ElementKind.CLASS
        && isCompiled(element.getQualifiedName().toString())
        && !element.getModifiers().contains(Modifier.ABSTRACT)
        && hasOfObject(element, "toString");
  }

  /** Whether a class has only the method of this name that all objects have. */
  private boolean hasOfObject(TypeElement type, String name) {
    return ElementFilter.methodsIn(members(type)).stream()
        .filter(method -> method.getSimpleName().contentEquals(name))
        .allMatch(method -> owner(method).getQualifiedName().contentEquals("java.lang.Object"));
  }

  /** Whether the hash codes of these values differ in each process: those of enums, and of objects without one of their own. */
  boolean isHashedByIdentity(@Nullable TypeMirror type) {
    return isHashedByIdentity(type, 3);
  }

  private boolean isHashedByIdentity(@Nullable TypeMirror type, int depth) {
    if (depth == 0
        || !(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return false;
    }
    if (element.getKind() == ElementKind.RECORD) {
      return element.getRecordComponents().stream()
          .map(Element::asType)
          .filter(part -> isA(part, "java.lang.Enum") || isA(part, "java.lang.Record"))
          .anyMatch(part -> isHashedByIdentity(part, depth - 1));
    }
    boolean isOwn = element.getKind() == ElementKind.CLASS
        && isCompiled(element.getQualifiedName().toString())
        && hasOfObject(element, "hashCode");
    return element.getKind() == ElementKind.ENUM
        || element.getQualifiedName().contentEquals("java.lang.Class")
        || isOwn;
  }

  /** What this field is set to where it is declared; null if unknown. */
  @Nullable
  ExpressionTree initializer(VariableElement field) {
    return trees.getTree((Element) field) instanceof VariableTree variable
        ? variable.getInitializer()
        : null;
  }

  /** Whether this is a hand-written event, or a generated one, of which class files keep no annotation. */
  boolean isEvent(TypeElement type) {
    return type.getAnnotationMirrors().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .anyMatch(name -> name.equals("dev.stepwell.Event") || name.equals(GENERATED))
        || ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .anyMatch(field -> field.getSimpleName().contentEquals("DEFINITION")
                && field.asType().toString().startsWith("dev.stepwell.contract.EventDefinition"));
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
    CompilationUnitTree file = file(method).orElseThrow();
    Map<String, Variable> variables = new HashMap<>();
    for (VariableElement parameter : method.getParameters()) {
      variables.put(parameter.getSimpleName().toString(), Variable.parameter(parameter.asType()));
    }
    TypeElement owner = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    return new ReaderFrame(self, owner, file, variables, isFunction);
  }

  /** The file in which this stands, as the outermost class around it; empty if it is not being compiled. */
  private Optional<CompilationUnitTree> file(Element element) {
    Element at = element;
    for (Element around = at.getEnclosingElement();
        around instanceof TypeElement || around instanceof ExecutableElement;
        around = around.getEnclosingElement()) {
      at = around;
    }
    return files.computeIfAbsent(at, outermost -> {
      TreePath path = trees.getPath(outermost);
      return Optional.ofNullable(path).map(TreePath::getCompilationUnit);
    });
  }

  /** A frame for what is written before this class or method; null if it is not being compiled. */
  @Nullable
  ReaderFrame frame(Element element) {
    Optional<CompilationUnitTree> file = file(element);
    Element owner = element instanceof TypeElement ? element : element.getEnclosingElement();
    return file.isPresent() && owner instanceof TypeElement type
        ? new ReaderFrame(type, type, file.get(), new HashMap<>(), false)
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
    return stepIds
        .computeIfAbsent(
            method,
            some -> Optional.ofNullable(StepIds.of(elements, some))
                .or(() -> durable(some).map(step -> StepIds.of(elements, step))))
        .orElse(null);
  }

  /** The method that this one of a durable subclass overrides; empty if it is in another class. */
  private Optional<ExecutableElement> durable(ExecutableElement method) {
    TypeElement owner = owner(method);
    boolean isGenerated = owner.getAnnotationMirrors().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals(GENERATED));
    return isGenerated && types.asElement(owner.getSuperclass()) instanceof TypeElement above
        ? ElementFilter.methodsIn(members(above)).stream()
            .filter(step -> elements.overrides(method, step, owner))
            .findFirst()
        : Optional.empty();
  }

  boolean hasSteps(TypeElement type) {
    return withSteps.computeIfAbsent(
        type,
        some -> !some.getQualifiedName().toString().startsWith("java.")
            && ElementFilter.methodsIn(members(some)).stream()
                .anyMatch(method -> stepId(method) != null));
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

  private String source(long start, long end, ReaderFrame frame) {
    String text = texts.computeIfAbsent(frame.file(), Code::content);
    return start < 0 || end < start || end > text.length()
        ? "…"
        : SPACES.matcher(text.substring((int) start, (int) end)).replaceAll(" ").strip();
  }

  /** The content of a file, which the compiler reads anew each time; empty if it is gone. */
  private static String content(CompilationUnitTree file) {
    try {
      return file.getSourceFile().getCharContent(true).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  /** The text, cut if it is long. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).stripTrailing() + "…";
  }
}
