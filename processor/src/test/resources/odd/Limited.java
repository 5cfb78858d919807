package odd;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stepwell.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Event("odd/used")
record Used(@JsonProperty("tenant_id") String tenantId, Optional<Integer> units, Map<String, String> labels) {}

@Function(id = "odd-graph", event = "odd/graph.wanted")
@Concurrency(limit = 1, key = "tenant")
@Debounce(period = "PT0.5S", timeout = "1m", key = {"tenant", "size(event.data.tenant)"})
@Singleton(mode = Singleton.Mode.QUEUE_LATEST)
class LimitedGraph {
  @Step
  @Throttle(limit = 1_000_000, period = "1s", cost = "1.5")
  int work(String tenant) { return 1; }
}

class Limited {
  static final String KEY = "labels.env";

  @Function(id = "odd-batch", event = "odd/used")
  @Batch(maxSize = 1, timeout = "1ms", key = {"tenant_id", KEY})
  @Throttle(limit = 1, period = "1d", key = KEY)
  @Concurrency(limit = 1, scope = "a \"scope\" of $T and %s")
  List<String> batch(Steps steps, List<Used> events) { return List.of(); }

  @Function(id = "odd-used", event = "odd/used")
  @Throttle(limit = 1, period = "1d", cost = "units")
  @Priority("(event.data.units > 3 ? event.data.units : 0)")
  @MaxWaiting(limit = 1, key = "event.data.labels.env == 'it\\'s'")
  void used(Used event) {}

  @Function(id = "odd-none", event = "odd/none")
  @Concurrency(limit = 1)
  @Batch(maxSize = 1, timeout = "1s")
  void none(List<None> none) {}

  @Event("odd/none")
  record None() {}
}
