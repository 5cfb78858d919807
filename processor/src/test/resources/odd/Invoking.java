package odd;

import dev.stepwell.*;

/** Invokes that look like circles, and may be none. */
public class Invoking {
  @Function(id = "invoking", event = "odd/invoking")
  void invoking(String key, Steps steps) {
    steps.invoke("once", Functions.INVOKED, new OddInvoked(key));
    steps.invoke("twice", Functions.INVOKED, new OddInvoked(key));
  }

  @Function(id = "invoked", event = "odd/invoked")
  void invoked(String key, Steps steps) {
    FunctionRef<OddInvoking, Void> INVOKING = handle();
    steps.invoke("given", INVOKING, new OddInvoking(key));
    steps.invoke("others", Others.INVOKING, new OddInvoking(key));
    steps.send("sent", new OddInvoking(key));
  }

  private static FunctionRef<OddInvoking, Void> handle() {
    return () -> "somewhere else";
  }

  static final class Others {
    static final FunctionRef<OddInvoking, Void> INVOKING = handle();
  }

  @Function(id = "hidden", event = "odd/hidden")
  void hidden(String key, Steps steps) {
    Hiding.hidden(key, steps);
  }

  static final class Hiding {
    static final class Functions {
      static final FunctionRef<OddHidden, Void> HIDDEN = () -> "somewhere else";
    }

    static void hidden(String key, Steps steps) {
      steps.invoke("hidden", Functions.HIDDEN, new OddHidden(key));
    }
  }

  @OnFailure("invoked")
  void failed(String key, Steps steps) {
    steps.invoke("again", Functions.INVOKED, new OddInvoked(key));
  }
}
