package bad;

import dev.stepwell.*;
import java.util.function.Supplier;

@SuppressWarnings("finally")
class LeavingFinally {
  @Function(id = "close", event = "tests/close.wanted")
  String close(String key) {
    String result = "failed";
    try {
      result = work(key);
    } finally {
      return result;
      // ^ [LeavingFinally] return result, in finally around steps, discards the signal by which a run parks; let finally end without it
    }
  }

  @Function(id = "fail", event = "tests/fail.wanted")
  void fail(String key) {
    try {
      work(key);
    } finally {
      if (key.isEmpty()) {
      // ^ warning: [EarlyFinally] key.isEmpty(), in finally around steps, is called whenever the run parks, not only when the steps have ended; call it in a @Step, which waits for that
        throw new IllegalStateException("empty");
        // ^ [LeavingFinally] throw new IllegalStateException("empty"), in finally around steps, discards the signal by which a run parks; let finally end without it
      }
    }
  }

  @Function(id = "given", event = "tests/given.wanted")
  void given(String key) {
    guarded(() -> work(key));
    for (String part : key.split(",", -1)) {
      try {
        part.strip();
      } finally {
        continue;
      }
    }
  }

  private static String guarded(Supplier<String> body) {
    String result = "";
    try {
      result = body.get();
    } finally {
      return result;
      // ^ [LeavingFinally] return result, in finally around steps, discards the signal by which a run parks; let finally end without it
    }
  }

  @Step
  String work(String key) {
    return key;
  }
}
