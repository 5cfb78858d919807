package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.HazardModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Watches for what steps and parallel branches change outside themselves. A step is not executed again when a run is replayed, so
 * that the change is lost; branches run on several threads, in any order.
 */
final class EffectWatch {
  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Mutations mutations;
  private final Memos memos;
  private final Notes notes;

  /** The variables around the step in whose code the reader stands, and those around the branch. */
  private Map<String, Variable> aroundStep = Map.of();

  private Map<String, Variable> aroundBranch = Map.of();

  /** The fields that steps set, or whose content they change. */
  private final Set<VariableElement> set = new HashSet<>();

  private final List<Read> reads = new ArrayList<>();

  /** The changes of what is in fields that the class makes itself. */
  private final List<Read> changes = new ArrayList<>();

  /** The expressions whose values are not used, or only logged. */
  private final Set<ExpressionTree> unused = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The calls that take a value from a shared map, or compute it from its key. */
  private final List<Read> computed = new ArrayList<>();

  /** The shared fields that are named between steps, once for each time. */
  private final List<VariableElement> shared = new ArrayList<>();

  /** A field that is read between steps, and the hazard to note if a step sets it. */
  private record Read(VariableElement field, HazardModel hazard) {}

  EffectWatch(Code code, Lookup lookup, Meanings meanings, Mutations mutations, Notes notes) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.mutations = mutations;
    this.memos = new Memos(code);
    this.notes = notes;
  }

  /** Reads the code of an inline step. */
  void inStep(ReaderFrame frame, Runnable reading) {
    Map<String, Variable> before = aroundStep;
    aroundStep = before.isEmpty() ? Map.copyOf(frame.variables()) : before;
    reading.run();
    aroundStep = before;
  }

  /** Reads the code of a parallel branch. */
  <T> T inBranch(ReaderFrame frame, Supplier<T> reading) {
    Map<String, Variable> before = aroundBranch;
    aroundBranch = Map.copyOf(frame.variables());
    T read = reading.get();
    aroundBranch = before;
    return read;
  }

  /** The variables around the step and the branch in whose code the reader stands. */
  Object around() {
    return List.of(aroundStep, aroundBranch);
  }

  /** Registers an expression whose value is not used, or only logged, with all calls in it. */
  void unused(ExpressionTree expression) {
    unused.add(expression);
    if (!(expression instanceof MethodInvocationTree)) {
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitMethodInvocation(
            MethodInvocationTree call, @Nullable Void none) {
          unused.add(call);
          return super.visitMethodInvocation(call, null);
        }
      }.scan(expression, null);
    }
  }

  /** Whether the code continues with what a call found there before, or left there. */
  private boolean isUsed(ExpressionTree at) {
    return at instanceof MethodInvocationTree call
        && !unused.contains(call)
        && !call.getMethodSelect().toString().matches(".*\\.(append|insert|reverse)");
  }

  /** Notes a call that changes what is outside. */
  void called(MethodInvocationTree call, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    mutations.changed(call, frame).forEach(changed -> changed(call, changed, frame));
  }

  /** Notes a method by reference that changes what is outside. */
  void referred(MemberReferenceTree reference, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    mutations.changed(reference, frame).forEach(changed -> changed(reference, changed, frame));
  }

  private void changed(ExpressionTree call, ExpressionTree changed, ReaderFrame frame) {
    VariableElement own = meanings.field(changed, frame);
    VariableElement field = own == null ? code.shared(lookup.fieldOf(changed, frame)) : own;
    if (field == null) {
      if (changed instanceof IdentifierTree) {
        note(call, changed, frame);
      }
      return;
    }
    // What a constructor was given may be shared with others, who keep it.
    boolean isMadeHere = code.initializer(field) != null;
    if (isMadeHere || !field.getModifiers().contains(Modifier.FINAL)) {
      setInStep(field);
    }
    String name = field.getSimpleName().toString();
    boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
    if (isStatic && !notes.isInStep() && memos.isMemo(call, field, frame)) {
      computed.add(new Read(field, notes.located(Hazard.STATE, call, frame, List.of(name))));
    } else if (isStatic) {
      notes.addShared(Hazard.STATE, call, frame, name);
    } else if (isMadeHere
        && !notes.isInStep()
        && !notes.isInOther()
        && mutations.isContainer(changed, frame)) {
      if (isUsed(call) && !memos.isMemo(call, field, frame)) {
        notes.add(Hazard.STATE, call, frame, name);
      }
      changes.add(new Read(field, notes.model(Hazard.STATE, call, frame, List.of(name))));
    }
  }

  /** Whether the name still means the variable that is around, and no other one of that name. */
  @SuppressWarnings("ReferenceEquality") // equal parameters of two methods are two variables
  private static boolean isFrom(Map<String, Variable> around, String name, ReaderFrame frame) {
    Variable known = around.get(name);
    return known != null && known == frame.variables().get(name);
  }

  private void note(ExpressionTree at, Tree changed, ReaderFrame frame) {
    String name = changed.toString();
    String text = code.text(at, frame);
    if (isFrom(aroundStep, name, frame)) {
      notes.addWithin(Hazard.LOST_CHANGE, at, frame, text);
    } else if (isFrom(aroundBranch, name, frame)
        && (isUsed(at) || !mutations.isUnordered((ExpressionTree) changed, frame))) {
      notes.add(Hazard.SHARED_BRANCH, at, frame, text, name);
    }
  }

  /** Notes that something outside is assigned to. */
  void assigned(ExpressionTree target, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    VariableElement field = meanings.field(target, frame);
    if (field != null) {
      setInStep(field);
      return;
    }
    ExpressionTree root = mutations.roots().of(target, frame);
    if (target instanceof IdentifierTree) {
      return;
    }
    VariableElement kept = meanings.field(root, frame);
    if (kept != null) {
      setInStep(kept);
    } else if (root != target && root instanceof IdentifierTree) {
      note(target, root, frame);
    }
  }

  /** Notes that a lazy sequence from around a parallel branch is used in it. */
  void named(IdentifierTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    String name = tree.getName().toString();
    String type = isFrom(aroundBranch, name, frame) ? meanings.of(tree, frame) : null;
    if (type != null
        && (type.startsWith("java.util.stream.") || type.equals("java.util.Iterator"))) {
      notes.add(Hazard.SHARED_BRANCH, tree, frame, name, name);
    } else if (type == null) {
      read(tree, frame);
    }
  }

  /** Registers a field that is read between steps. */
  void read(ExpressionTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    if (notes.isInStep()) {
      return;
    }
    VariableElement named = code.shared(lookup.fieldOf(tree, frame));
    if (named != null) {
      shared.add(named);
    }
    VariableElement field = meanings.field(tree, frame);
    if (field != null) {
      String name = field.getSimpleName().toString();
      reads.add(new Read(field, notes.model(Hazard.LOST_FIELD, tree, frame, List.of(name))));
    }
  }

  private static long count(List<Read> uses, VariableElement field) {
    return uses.stream().filter(use -> use.field().equals(field)).count();
  }

  private void setInStep(VariableElement field) {
    if (notes.isInStep()) {
      set.add(field);
    }
  }

  /** Registers the fields that a step sets. */
  void setIn(Set<VariableElement> fields) {
    set.addAll(fields);
  }

  /** Notes the fields that are read between steps and set in steps, and those that are read and changed between steps. */
  void end() {
    for (Read call : computed) {
      VariableElement field = call.field();
      if (Collections.frequency(shared, field) > count(computed, field) || set.contains(field)) {
        notes.put(call.hazard());
      }
    }
    for (Read change : changes) {
      if (count(reads, change.field()) > count(changes, change.field())) {
        notes.put(change.hazard());
      }
    }
    reads.stream().filter(read -> set.contains(read.field)).map(Read::hazard).forEach(notes::put);
  }
}
