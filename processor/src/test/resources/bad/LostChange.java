package bad;

import dev.stepwell.*;
import java.io.StringWriter;
import java.util.*;
import java.util.concurrent.atomic.AtomicReference;

class LostChange {
  static class Cart {
    private int total;

    public int getTotal() {
      return total;
    }

    public void setTotal(int total) {
      this.total = total;
    }
  }

  @Function(id = "fill", event = "tests/fill.wanted")
  void fill(String key, Cart cart, Steps steps) {
    List<String> found = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    var last = new AtomicReference<String>();
    int[] sum = {0};
    StringBuilder text = new StringBuilder();
    steps.run("find", () -> {
      found.add(key);
      // ^ warning: [LostChange] found.add(key), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      counts.merge(key, 1, Integer::sum);
      // ^ warning: [LostChange] counts.merge(key, 1, Integer::sum), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      last.set(key);
      // ^ warning: [LostChange] last.set(key), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      sum[0]++;
      // ^ warning: [LostChange] sum[0], inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      text.append(key);
      // ^ warning: [LostChange] text.append(key), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      Collections.sort(found);
      // ^ warning: [LostChange] Collections.sort(found), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      cart.setTotal(1);
      // ^ warning: [LostChange] cart.setTotal(1), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      List.of(key).forEach(found::add);
      // ^ warning: [LostChange] found::add, inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      addTo(found);
      // ^ warning: [LostChange] addTo(found), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      counts.keySet().clear();
      // ^ warning: [LostChange] counts.keySet().clear(), inside step "find", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      List<String> own = new ArrayList<>();
      own.add(key);
    });
    Properties settings = new Properties();
    StringWriter lines = new StringWriter();
    steps.run("write", () -> {
      settings.setProperty(key, "");
      // ^ warning: [LostChange] settings.setProperty(key, ""), inside step "write", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
      lines.write(key);
      // ^ warning: [LostChange] lines.write(key), inside step "write", changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value
    });
    use(settings.getProperty(key) + lines);
    use(found.toString() + last.get() + sum[0] + cart.getTotal() + counts + text);
  }

  private static void addTo(List<String> list) {
    list.add("");
  }

  @Step
  void use(String text) {}
}
