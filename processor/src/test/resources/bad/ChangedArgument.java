package bad;

import dev.stepwell.*;
import java.util.*;

class ChangedArgument {
  static class Order {
    public boolean paid;
    private String note;

    public String getNote() {
      return note;
    }

    public void setNote(String note) {
      this.note = note;
    }

    void pay() {
      paid = true;
    }
  }

  @Function(id = "mark", event = "tests/mark.wanted")
  void mark(String key) {
    Order order = load();
    List<String> lines = lines();
    pay(order, lines, new int[1]);
    print(order, lines);
  }

  @Step
  Order load() {
    return new Order();
  }

  @Step
  List<String> lines() {
    return new ArrayList<>();
  }

  @Step
  void pay(Order order, List<String> lines, int[] sums) {
    order.setNote("paid");
    // ^ warning: [ChangedArgument] order.setNote("paid"), in step pay, changes its argument order, but a stored step is not executed again when the run is replayed; return the changed value
    order.paid = true;
    // ^ warning: [ChangedArgument] order.paid, in step pay, changes its argument order, but a stored step is not executed again when the run is replayed; return the changed value
    lines.add("paid");
    // ^ warning: [ChangedArgument] lines.add("paid"), in step pay, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
    lines.sort(null);
    // ^ warning: [ChangedArgument] lines.sort(null), in step pay, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
    Collections.reverse(lines);
    // ^ warning: [ChangedArgument] Collections.reverse(lines), in step pay, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
    sums[0] = 1;
    // ^ warning: [ChangedArgument] sums[0], in step pay, changes its argument sums, but a stored step is not executed again when the run is replayed; return the changed value
  }

  @Step
  void parts(Map<String, List<String>> names, List<String> lines) {
    names.get("a").add("b");
    // ^ warning: [ChangedArgument] names.get("a").add("b"), in step parts, changes its argument names, but a stored step is not executed again when the run is replayed; return the changed value
    names.computeIfAbsent("a", name -> new ArrayList<>());
    // ^ warning: [ChangedArgument] names.computeIfAbsent("a", name -> new ArrayList<>()), in step parts, changes its argument names, but a stored step is not executed again when the run is replayed; return the changed value
    for (Map.Entry<String, List<String>> entry : names.entrySet()) {
      entry.setValue(List.of());
      // ^ warning: [ChangedArgument] entry.setValue(List.of()), in step parts, changes its argument names, but a stored step is not executed again when the run is replayed; return the changed value
    }
    List<String> same = lines;
    same.add("more");
    // ^ warning: [ChangedArgument] same.add("more"), in step parts, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
    List.of("a").forEach(lines::add);
    // ^ warning: [ChangedArgument] lines::add, in step parts, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
    cut(lines);
    // ^ warning: [ChangedArgument] cut(lines), in step parts, changes its argument lines, but a stored step is not executed again when the run is replayed; return the changed value
  }

  /** Returns one of them, and a part of another. */
  @Step
  List<String> some(List<String> lines, Map<String, List<String>> names, Order order) {
    lines.add("more");
    names.put("a", lines);
    // ^ warning: [ChangedArgument] names.put("a", lines), in step some, changes its argument names, but a stored step is not executed again when the run is replayed; return the changed value
    order.setNote("seen");
    // ^ warning: [ChangedArgument] order.setNote("seen"), in step some, changes its argument order, but a stored step is not executed again when the run is replayed; return the changed value
    Runnable later = () -> {
      Runnable same = () -> order.getNote();
      return;
    };
    return lines.isEmpty() ? lines : names.get("a");
  }

  record Basket(List<Order> orders) {}

  @Step
  void elements(List<Order> orders, Map<String, Order> byName, Basket basket) {
    orders.forEach(order -> order.setNote("paid"));
    // ^ warning: [ChangedArgument] order.setNote("paid"), in step elements, changes its argument orders, but a stored step is not executed again when the run is replayed; return the changed value
    orders.forEach(Order::pay);
    // ^ warning: [ChangedArgument] orders.forEach(Order::pay), in step elements, changes its argument orders, but a stored step is not executed again when the run is replayed; return the changed value
    byName.forEach((name, order) -> order.setNote(name));
    // ^ warning: [ChangedArgument] order.setNote(name), in step elements, changes its argument byName, but a stored step is not executed again when the run is replayed; return the changed value
    byName.values().stream().filter(order -> order.paid).forEach(order -> order.paid = false);
    // ^ warning: [ChangedArgument] order.paid, in step elements, changes its argument byName, but a stored step is not executed again when the run is replayed; return the changed value
    basket.orders().stream().sorted().peek(order -> order.setNote("seen")).toList();
    // ^ warning: [ChangedArgument] order.setNote("seen"), in step elements, changes its argument basket, but a stored step is not executed again when the run is replayed; return the changed value
    orders.stream().map(order -> new Order()).forEach(order -> order.setNote("new"));
    orders.stream().map(Order::getNote).forEach(String::strip);
  }

  private void cut(List<String> lines) {
    lines.clear();
  }

  @Step
  void print(Order order, List<String> lines) {
    lines = new ArrayList<>(lines);
    lines.add("end");
  }
}
