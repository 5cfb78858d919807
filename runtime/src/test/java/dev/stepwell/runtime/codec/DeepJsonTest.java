package dev.stepwell.runtime.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stepwell stores around a payload can be read back, however deep the payload is. */
class DeepJsonTest {
  private final Json json = new Json();
  private final StoredJson stored = new StoredJson(json);

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 900, 998, 999, 1_000})
  void theEventsOfRunsMayBeDeeperThanPayloads(int depth) {
    String data = nested(depth);
    StoredEvent event = new StoredEvent("e", "shop/placed", data, Instant.EPOCH);
    UUID run = UUID.randomUUID();

    String failed = stored.failedEvent(run, "f", new ErrorInfo("T", "m", null, null, 0), event);
    String again = stored.failedEvent(
        run,
        "f",
        new ErrorInfo("T", "m", null, null, 0),
        new StoredEvent("e2", "stepwell/function.failed", failed, Instant.EPOCH));

    assertThat(stored.failed(failed).data()).containsExactly(data);
    assertThat(stored.failed(again).data()).containsExactly(failed);
    assertThat(stored.completedEvent(run, "f", data, event)).contains(data);
    assertThat(requireNonNull(stored.arrived(stored.arrived(event))).data()).isEqualTo(data);
    assertThat(json.key(failed, List.of("runId"))).contains(run.toString());
  }

  @Test
  void payloadsThatAreTooDeepAreRejected() {
    assertThatThrownBy(() -> json.payload(nested(1_001))).isInstanceOf(JsonException.class);
    Object value = "x";
    for (int i = 0; i < 1_001; i++) {
      value = List.of(value);
    }
    Object deep = value;
    assertThatThrownBy(() -> json.encode(deep, Object.class)).isInstanceOf(JsonException.class);
  }
}
