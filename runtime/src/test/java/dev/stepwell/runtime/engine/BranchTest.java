package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Step ids follow from the flow alone. */
class BranchTest {
  private final Branch flow = Branch.flow();

  @Test
  void repetitionsAreNumberedFromOne() {
    assertThat(List.of(flow.number("a"), flow.number("a"), flow.number("b"), flow.number("a")))
        .containsExactly("a", "a:1", "b", "a:2");
  }

  @Test
  void elementsAreNumberedLikeRepetitionsWhateverTheOrderInWhichTheyRun() {
    List<Branch> branches = flow.fork(3);
    assertThat(branches.get(2).number("a")).isEqualTo("a:2");
    assertThat(branches.get(0).number("a")).isEqualTo("a");
    assertThat(branches.get(1).number("a")).isEqualTo("a:1");
  }

  @Test
  void repetitionsWithinAnElementHaveASecondNumber() {
    List<Branch> branches = flow.fork(2);
    assertThat(branches.get(0).number("a")).isEqualTo("a");
    assertThat(branches.get(0).number("a")).isEqualTo("a:0.1");
    assertThat(branches.get(1).number("a")).isEqualTo("a:1");
    assertThat(branches.get(1).number("a")).isEqualTo("a:1.1");
  }

  @Test
  void aSectionTakesAsManyNumbersAsItHasElements() {
    assertThat(flow.number("a")).isEqualTo("a");
    List<Branch> first = flow.fork(3);
    assertThat(first.get(0).number("a")).isEqualTo("a:1");
    assertThat(first.get(2).number("a")).isEqualTo("a:3");
    flow.join(first);
    assertThat(flow.number("a")).isEqualTo("a:4");
    assertThat(flow.number("b")).as("an id that no branch used").isEqualTo("b");
  }

  @Test
  void sectionsNest() {
    List<Branch> outer = flow.fork(2);
    List<Branch> inner = outer.get(1).fork(2);
    assertThat(inner.get(0).number("a")).isEqualTo("a:1");
    assertThat(inner.get(1).number("a")).isEqualTo("a:1.1");
    outer.get(1).join(inner);
    assertThat(outer.get(1).number("a")).isEqualTo("a:1.2");
    flow.join(outer);
    assertThat(flow.number("a")).isEqualTo("a:2");
  }

  @Test
  void nodesOfAGraphNumberForThemselves() {
    Branch one = Branch.node(List.of());
    Branch two = Branch.node(List.of(one));
    assertThat(List.of(one.number("a"), two.number("a"), one.number("a")))
        .containsExactly("a", "a", "a:1");
    assertThat(two.fork(2).get(1).number("b")).isEqualTo("b:1");
  }

  @Test
  void aFlowLeavesWithAnyOfItsNodes() {
    Branch one = Branch.node(List.of());
    one.leave();
    flow.joinNodes(List.of(Branch.node(List.of()), one));
    assertThat(flow.hasLeft()).isTrue();
  }
}
