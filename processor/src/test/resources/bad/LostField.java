package bad;

import dev.stepwell.*;

class LostField {
  private String token = "";
  private int count;

  @Function(id = "log-in", event = "tests/log.in")
  void logIn(String key, Steps steps) {
    open();
    steps.run("count", () -> {
      count++;
    });
    use(token);
    // ^ warning: [LostField] field token is set by a step and read between steps, but a stored step is not executed again when the run is replayed; let the step return the value
    if (this.count > 1) {
    // ^ warning: [LostField] field count is set by a step and read between steps, but a stored step is not executed again when the run is replayed; let the step return the value
      use(key);
    }
  }

  private final java.util.List<String> rows = new java.util.ArrayList<>();
  private final java.util.Map<String, String> clients = new java.util.concurrent.ConcurrentHashMap<>();
  private final java.util.List<String> names = new java.util.ArrayList<>();

  @Function(id = "load-rows", event = "tests/rows.wanted")
  void loadRows(String key, Steps steps) {
    load(key);
    use(rows.get(0));
    // ^ warning: [LostField] field rows is set by a step and read between steps, but a stored step is not executed again when the run is replayed; let the step return the value
    use(names.get(0));
  }

  private final ThreadLocal<String> tenant = new ThreadLocal<>();

  @Function(id = "tenant", event = "tests/tenant.wanted")
  void tenant(String key) {
    enter(key);
    use(tenant.get());
    // ^ warning: [LostField] field tenant is set by a step and read between steps, but a stored step is not executed again when the run is replayed; let the step return the value
  }

  @Step
  void enter(String key) {
    tenant.set(key);
  }

  @Step
  void load(String key) {
    rows.add(key);
    clients.computeIfAbsent(key, made -> made);
    log(names.get(0));
  }

  private void log(String name) {}

  @Step
  void open() {
    token = "secret";
  }

  @Step
  void use(String token) {}
}
