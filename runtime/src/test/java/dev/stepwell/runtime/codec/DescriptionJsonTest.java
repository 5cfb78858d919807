package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.FunctionDescription.Cron;
import dev.stepwell.runtime.model.FunctionDescription.EventSchema;
import dev.stepwell.runtime.model.FunctionDescription.StepOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Descriptions are stored in a form that others may read, and come back the same. */
class DescriptionJsonTest {
  private static final String GRAPH =
      "{\"nodes\":[{\"type\":\"not known yet\",\"why\":\"ü \\\"\"}]}";

  private final StoredJson json = new StoredJson(new Json());

  @Test
  void theGraphIsStoredAsTheCompilerHasWrittenIt() {
    FunctionDescription description = new FunctionDescription(
        4,
        Duration.ofMinutes(5),
        null,
        List.of(new EventSchema("shop/placed", "{}")),
        List.of(new Cron("0 9 * * *", "Europe/Berlin")),
        List.of(new StepOptions("pack", 7, Duration.ofSeconds(30))),
        List.of("token"),
        GRAPH);

    String text = json.encode(description);

    assertThat(text)
        .isEqualTo("{\"retries\":4,\"startTimeout\":\"PT5M\",\"finishTimeout\":null,"
            + "\"schemas\":[{\"event\":\"shop/placed\",\"schema\":\"{}\"}],"
            + "\"crons\":[{\"expression\":\"0 9 * * *\",\"timeZone\":\"Europe/Berlin\"}],"
            + "\"steps\":[{\"id\":\"pack\",\"retries\":7,\"timeout\":\"PT30S\"}],"
            + "\"secretFields\":[\"token\"],\"graph\":" + GRAPH + "}");
    assertThat(json.description(text)).isEqualTo(description);
  }

  @Test
  void aDocumentGivesTheGraphOfEachFunctionThatHasOne() {
    assertThat(CatalogDocument.graphs("{\"format\":9,\"functions\":[\n{\"id\":\"a\",\"graph\":"
            + GRAPH + ",\"diagram\":\"\"},{\"id\":\"b\"}]}"))
        .containsOnly(Map.entry("a", GRAPH));
    assertThat(CatalogDocument.graphs("{}")).isEmpty();
  }
}
