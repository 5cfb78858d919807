package bad;

import dev.stepwell.*;
import java.util.*;

@Function(id = "graph", event = "tests/used")
@Batch(maxSize = 2, timeout = "1s")
// ^ [BatchGraph] @Batch is on BatchGraph, which is a graph of steps for one event; write the function as a method
class BatchGraph {
  @Step
  int work(String account) { return 1; }
}
