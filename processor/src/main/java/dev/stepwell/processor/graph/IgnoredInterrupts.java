package dev.stepwell.processor.graph;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** Recognizes handlers of an interruption that end it: they throw nothing, and do not interrupt the thread again. */
final class IgnoredInterrupts {
  private IgnoredInterrupts() {}

  static boolean areIn(CatchTree handler) {
    return handler.getParameter().getType().toString().matches(".*\\bInterruptedException\\b.*")
        && !Boolean.TRUE.equals(new Reactions().scan(handler.getBlock(), null));
  }

  /** Finds what passes the interruption on. */
  private static final class Reactions extends TreeScanner<@Nullable Boolean, @Nullable Void> {
    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public Boolean visitThrow(ThrowTree tree, @Nullable Void none) {
      return true;
    }

    @Override
    public @Nullable Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
      boolean interrupts = call.getMethodSelect() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("interrupt");
      return interrupts ? Boolean.TRUE : super.visitMethodInvocation(call, null);
    }
  }
}
