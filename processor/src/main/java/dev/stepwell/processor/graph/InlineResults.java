package dev.stepwell.processor.graph;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.SchemaText;
import dev.stepwell.processor.scan.JsonSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds what inline steps store: values of the class that they are given, or nothing. */
final class InlineResults {
  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Map<String, Optional<String>> schemas = new TreeMap<>();

  InlineResults(Code code, Lookup lookup, KnownNames known) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = new Meanings(code, lookup, known, JsonSchemas.scalars());
  }

  /** The JSON schemas of results by the ids of the steps; of those that several steps share, and that differ, none. */
  Map<String, Optional<String>> schemas() {
    return schemas;
  }

  /** Adds a step with its arguments after the id. */
  void add(String id, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    Optional<String> schema = arguments.size() == 1
        ? Optional.of(SchemaText.NOTHING)
        : Optional.ofNullable(type(arguments.get(0), frame)).map(code::storedSchema);
    schemas.merge(id, schema, (one, other) -> one.equals(other) ? one : Optional.empty());
  }

  /** The class of this argument; null if unknown. */
  @Nullable
  TypeMirror type(ExpressionTree literal, ReaderFrame frame) {
    return literal instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("class")
        ? named(select.getExpression(), frame)
        : null;
  }

  private @Nullable TypeMirror named(Tree written, ReaderFrame frame) {
    if (written instanceof PrimitiveTypeTree primitive) {
      return code.primitive(primitive.getPrimitiveTypeKind());
    }
    if (written instanceof ArrayTypeTree array) {
      TypeMirror component = named(array.getType(), frame);
      return component == null ? null : code.array(component);
    }
    String scalar = meanings.type(written, frame);
    return scalar == null ? lookup.named(written, frame) : code.raw(scalar);
  }
}
