package bad;

import dev.stepwell.*;
import java.io.StringReader;

@SuppressWarnings("try")
class OpenResource {
  @Function(id = "stream", event = "tests/stream.wanted")
  void stream(String key, Steps steps) throws Exception {
    try (StringReader in = new StringReader(key)) {
    // ^ warning: [OpenResource] StringReader in = new StringReader(key) is open around steps, so it is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it
      work(key);
    }
    StringReader other = new StringReader(key);
    try (other) {
    // ^ warning: [OpenResource] other is open around steps, so it is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it
      steps.run("inline", () -> {});
    }
  }

  @Step
  void work(String part) {}
}
