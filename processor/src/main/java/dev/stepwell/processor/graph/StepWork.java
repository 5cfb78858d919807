package dev.stepwell.processor.graph;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads what a step does, itself and in methods of its object: steps that it calls, threads that it leaves alone, interruptions that it ignores. */
final class StepWork extends TreeScanner<@Nullable Void, ReaderFrame> {
  /** Methods by which code waits for other threads, or makes them wait for it. */
  private static final Pattern WAITS = Pattern.compile(
      "join|get|getNow|resultNow|await\\w*|acquire\\w*|take|poll|invokeA\\w+|close|shutdown\\w*|countDown|whenComplete");

  private final Code code;
  private final Lookup lookup;
  private final CallWatch calls;
  private final PlainObjects plain;
  private final Notes notes;
  private final String step;
  private final boolean waits;
  private final Set<ExecutableElement> seen = new HashSet<>();

  StepWork(
      Code code,
      Lookup lookup,
      CallWatch calls,
      PlainObjects plain,
      Notes notes,
      ExecutableElement step,
      MethodTree source,
      ReaderFrame frame) {
    this.code = code;
    this.lookup = lookup;
    this.calls = calls;
    this.plain = plain;
    this.notes = notes;
    this.step = step.getSimpleName().toString();
    this.waits = Boolean.TRUE.equals(new Waits().scan(source.getBody(), frame));
    seen.add(step);
  }

  @Override
  public @Nullable Void visitCatch(CatchTree handler, ReaderFrame frame) {
    if (IgnoredInterrupts.areIn(handler)) {
      String caught = handler.getParameter().toString().replaceFirst("^final ", "");
      notes.addAnywhere(Hazard.SWALLOWED_INTERRUPT, handler.getParameter(), frame, caught, step);
    }
    return super.visitCatch(handler, frame);
  }

  @Override
  public @Nullable Void visitExpressionStatement(ExpressionStatementTree tree, ReaderFrame frame) {
    ExpressionTree expression = tree.getExpression();
    if (!waits && expression instanceof MethodInvocationTree call && starts(call, frame)) {
      notes.addAnywhere(Hazard.LOST_WORK, call, frame, code.text(call, frame), step);
    }
    return super.visitExpressionStatement(tree, frame);
  }

  private boolean starts(MethodInvocationTree call, ReaderFrame frame) {
    if (calls.startsThread(call, frame)) {
      return true;
    }
    TypeMirror receiver = call.getMethodSelect() instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("start")
        ? lookup.type(select.getExpression(), frame)
        : null;
    return receiver != null && code.isA(receiver, "java.lang.Thread");
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
    ExpressionTree receiver =
        call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
    called(call, receiver, lookup.methods(call, frame), frame);
    return super.visitMethodInvocation(call, frame);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
    called(tree, tree.getQualifierExpression(), lookup.methods(tree, frame), frame);
    return super.visitMemberReference(tree, frame);
  }

  private void called(
      ExpressionTree at,
      @Nullable ExpressionTree receiver,
      List<Target> targets,
      ReaderFrame frame) {
    if (targets.size() != 1) {
      return;
    }
    Target target = targets.get(0);
    ExecutableElement method = target.method();
    if (code.stepId(method) != null) {
      boolean isPlain = receiver != null && plain.made(receiver, frame) != null;
      if (!target.direct() && !isPlain) {
        String name = method.getSimpleName().toString();
        notes.addAnywhere(Hazard.STEP_WITHIN_STEP, at, frame, name, step);
      }
      return;
    }
    MethodTree source = ofSameObject(target, frame);
    if (source != null && seen.add(method)) {
      ReaderFrame inside = code.frame(method, target.self(), false);
      notes.inMethod(method, inside, () -> scan(source.getBody(), inside));
    }
  }

  /** The source of a method of the step's object; null if it is another one. */
  private @Nullable MethodTree ofSameObject(Target target, ReaderFrame frame) {
    return target.self().equals(frame.self()) ? code.source(target.method()) : null;
  }

  /** Finds code that waits for another thread, in the step itself and in methods of its object that it calls. */
  private final class Waits extends TreeScanner<@Nullable Boolean, ReaderFrame> {
    private final Set<ExecutableElement> read = new HashSet<>();

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    /** Closing an executor waits for its tasks. */
    @Override
    public @Nullable Boolean visitTry(TryTree tree, ReaderFrame frame) {
      return tree.getResources().isEmpty() ? super.visitTry(tree, frame) : Boolean.TRUE;
    }

    @Override
    public @Nullable Boolean visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
      boolean waits =
          WAITS.matcher(tree.getName()).matches() || areIn(lookup.methods(tree, frame), frame);
      return waits ? Boolean.TRUE : super.visitMemberReference(tree, frame);
    }

    @Override
    public @Nullable Boolean visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      Tree select = call.getMethodSelect();
      boolean isWait = select instanceof MemberSelectTree member
          && WAITS.matcher(member.getIdentifier()).matches();
      boolean waits = isWait || areIn(lookup.methods(call, frame), frame);
      return waits ? Boolean.TRUE : super.visitMethodInvocation(call, frame);
    }

    private boolean areIn(List<Target> targets, ReaderFrame frame) {
      for (Target target : targets) {
        MethodTree source = ofSameObject(target, frame);
        if (source != null
            && read.add(target.method())
            && Boolean.TRUE.equals(
                scan(source.getBody(), code.frame(target.method(), target.self(), false)))) {
          return true;
        }
      }
      return false;
    }
  }
}
