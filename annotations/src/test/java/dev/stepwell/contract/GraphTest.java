package dev.stepwell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is behind what, and what is skipped. */
class GraphTest {
  private final Graph graph = new Graph();
  private final List<String> done = new ArrayList<>();

  @Test
  void outsideARunNodesAreExecutedOneAfterTheOther() {
    Node<String> one = graph.step(() -> "one");
    Node<String> two = graph.needs(one).step(() -> one.value() + " two");
    graph.after(two).run(() -> done.add(two.value()));

    graph.execute();

    assertThat(done).containsExactly("one two");
  }

  @Test
  void whatNeedsAnAbsentValueIsSkippedAndItsOwnIsAbsent() {
    Node<String> absent = graph.step(() -> null);
    Node<String> skipped = graph.needs(absent).step(() -> {
      done.add("skipped");
      return "there";
    });
    Node<Void> behind = graph.needs(skipped).run(() -> done.add("behind"));
    graph.after(skipped, behind).run(() -> done.add("after " + skipped.valueOrNull()));

    graph.execute();

    assertThat(done).containsExactly("after null");
    assertThatThrownBy(skipped::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bothKindsOfInputsAreInputs() {
    Node<String> one = graph.step(() -> "one");
    Node<String> two = graph.step(() -> "two");

    assertThat(graph.needs(one).after(two).step(() -> "three").inputs()).containsExactly(one, two);
  }

  @Test
  void aFailurePassesAsItIs() {
    graph.step(() -> {
      throw new IOException("checked");
    });

    assertThatThrownBy(graph::execute).isInstanceOf(IOException.class);
  }

  @Test
  void ofResultsThoseThatArePresentAreKept() {
    assertThat(Graph.<String>present(Arrays.asList("a", null, "b"))).containsExactly("a", "b");
  }
}
