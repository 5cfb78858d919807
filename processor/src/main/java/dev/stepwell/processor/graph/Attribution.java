package dev.stepwell.processor.graph;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.IdentityHashMap;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The symbols and types that the compiler gives to the parts of bodies, once all sources exist. */
final class Attribution {
  private final Trees trees;
  private final IdentityHashMap<CompilationUnitTree, IdentityHashMap<Tree, TreePath>> paths =
      new IdentityHashMap<>();

  Attribution(Trees trees) {
    this.trees = trees;
  }

  /** What this names or declares; null if unknown. */
  @Nullable
  Element element(Tree tree, CompilationUnitTree file) {
    TreePath path = paths(file).get(tree);
    return path == null ? null : trees.getElement(path);
  }

  /** The type of this expression, or the type that it names; null if unknown. */
  @Nullable
  TypeMirror type(Tree tree, CompilationUnitTree file) {
    TreePath path = paths(file).get(tree);
    TypeMirror type = path == null ? null : trees.getTypeMirror(path);
    return type == null
            || type.getKind() == TypeKind.ERROR
            || type.getKind() == TypeKind.PACKAGE
            || type.getKind() == TypeKind.EXECUTABLE
        ? null
        : type;
  }

  private IdentityHashMap<Tree, TreePath> paths(CompilationUnitTree file) {
    IdentityHashMap<Tree, TreePath> known = paths.get(file);
    if (known == null) {
      attribute(file);
      known = new IdentityHashMap<>();
      paths.put(file, known);
      new Paths(known).scan(file, null);
    }
    return known;
  }

  /** Lets the compiler attribute the classes of a file: it does so when it is first asked for a symbol in one. */
  private void attribute(CompilationUnitTree file) {
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void none) {
        trees.getElement(getCurrentPath());
        return null;
      }
    }.scan(new TreePath(file), null);
  }

  /** Collects the path of each tree. */
  private static final class Paths extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final IdentityHashMap<Tree, TreePath> found;

    Paths(IdentityHashMap<Tree, TreePath> found) {
      this.found = found;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void none) {
      if (tree instanceof CompilationUnitTree file) {
        return scan(new TreePath(file), null);
      }
      if (tree != null) {
        found.put(tree, new TreePath(getCurrentPath(), tree));
      }
      return super.scan(tree, null);
    }
  }
}
