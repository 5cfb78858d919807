package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.StepGraph;
import dev.stepwell.contract.StepGraph.Kind;
import dev.stepwell.contract.StepGraph.Way;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.FunctionDescription.Cron;
import dev.stepwell.runtime.model.FunctionDescription.EventSchema;
import dev.stepwell.runtime.model.FunctionDescription.StepOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptions are stored in a form that others may read, and come back the same. */
class DescriptionJsonTest {
  private final StoredJson json = new StoredJson(new Json());

  private static FunctionDescription of(StepGraph.Node... nodes) {
    return new FunctionDescription(
        4,
        Duration.ofMinutes(5),
        null,
        List.of(new EventSchema("shop/placed", "{}")),
        List.of(new Cron("0 9 * * *", "Europe/Berlin")),
        List.of(new StepOptions("pack", 7, Duration.ofSeconds(30))),
        List.of("token"),
        StepGraph.of(nodes));
  }

  @Test
  void everyKindOfNodeIsStoredWithAllItsFields() {
    StepGraph.Step pack = new StepGraph.Step(Kind.STEP, "pack", null);
    FunctionDescription description = of(
        new StepGraph.Step(Kind.SLEEP, null, "Duration.ofDays(1)"),
        new StepGraph.Choice("paid", List.of(new Way("then", List.of(pack)))),
        new StepGraph.Loop("lines", List.of()),
        new StepGraph.Parallel("files", List.of(new Way("file", List.of()))),
        new StepGraph.Parallel(null, List.of()),
        new StepGraph.Guarded(
            List.of(pack), List.of(new Way("IOException e", List.of())), List.of()),
        StepGraph.flow(
            StepGraph.part(pack), StepGraph.partOfEach("pack", StepGraph.step("send"), "pack")),
        new StepGraph.End("return"),
        new StepGraph.Unread("a lambda"));

    String text = json.encode(description);

    assertThat(text)
        .isEqualTo("{\"retries\":4,\"startTimeout\":\"PT5M\",\"finishTimeout\":null,"
            + "\"schemas\":[{\"event\":\"shop/placed\",\"schema\":\"{}\"}],"
            + "\"crons\":[{\"expression\":\"0 9 * * *\",\"timeZone\":\"Europe/Berlin\"}],"
            + "\"steps\":[{\"id\":\"pack\",\"retries\":7,\"timeout\":\"PT30S\"}],"
            + "\"secretFields\":[\"token\"],\"graph\":{\"nodes\":["
            + "{\"type\":\"step\",\"kind\":\"sleep\",\"id\":null,\"detail\":\"Duration.ofDays(1)\"},"
            + "{\"type\":\"choice\",\"on\":\"paid\",\"ways\":[{\"label\":\"then\",\"nodes\":"
            + "[{\"type\":\"step\",\"kind\":\"step\",\"id\":\"pack\",\"detail\":null}]}]},"
            + "{\"type\":\"loop\",\"over\":\"lines\",\"nodes\":[]},"
            + "{\"type\":\"parallel\",\"over\":\"files\",\"branches\":[{\"label\":\"file\",\"nodes\":[]}]},"
            + "{\"type\":\"parallel\",\"over\":null,\"branches\":[]},"
            + "{\"type\":\"guarded\",\"nodes\":"
            + "[{\"type\":\"step\",\"kind\":\"step\",\"id\":\"pack\",\"detail\":null}],"
            + "\"handlers\":[{\"label\":\"IOException e\",\"nodes\":[]}],\"after\":[]},"
            + "{\"type\":\"flow\",\"parts\":["
            + "{\"step\":{\"type\":\"step\",\"kind\":\"step\",\"id\":\"pack\",\"detail\":null},"
            + "\"over\":null,\"after\":[]},"
            + "{\"step\":{\"type\":\"step\",\"kind\":\"step\",\"id\":\"send\",\"detail\":null},"
            + "\"over\":\"pack\",\"after\":[\"pack\"]}]},"
            + "{\"type\":\"end\",\"how\":\"return\"},"
            + "{\"type\":\"unread\",\"why\":\"a lambda\"}]}}");
    assertThat(json.description(text)).isEqualTo(description);
  }

  @Test
  void aNodeThatANewerVersionHasStoredIsUnread() {
    String text = json.encode(of(new StepGraph.End("x"))).replace("\"end\"", "\"race\"");

    assertThat(json.description(text).graph().nodes())
        .containsExactly(new StepGraph.Unread("a newer version has stored this: race"));
  }
}
