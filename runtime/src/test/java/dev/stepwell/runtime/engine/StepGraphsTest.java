package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.model.FunctionDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions run without the document of their catalog; only their graphs are unknown then. */
class StepGraphsTest {
  /** A catalog whose document the build has dropped. */
  private static final class WithoutDocument implements Catalog {
    @Override
    public List<FunctionDefinition<?, ?, ?>> functions() {
      return List.of();
    }

    @Override
    public List<EventDefinition<?>> events() {
      return List.of();
    }
  }

  @Test
  void aGraphWithoutDocumentIsUnread() {
    StepGraphs graphs = new StepGraphs();
    graphs.add("ship", new WithoutDocument());

    assertThat(graphs.of("ship")).isEqualTo(FunctionDescription.UNREAD);
    assertThat(graphs.of("bill")).isEqualTo(FunctionDescription.UNREAD);
  }
}
