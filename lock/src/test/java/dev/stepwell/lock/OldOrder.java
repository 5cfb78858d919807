package dev.stepwell.lock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.runtime.model.Run;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An order that waits for its approval while the code of its project changes. */
final class OldOrder {
  private final LockProject project;
  private final DataSource database;
  private final UUID run;

  /** Places it with this data, using the current code. */
  OldOrder(LockProject project, DataSource database, String data) throws Exception {
    this.project = project;
    this.database = database;
    try (Deployed first = deployed()) {
      run = first.parked("orders/wanted", data);
    }
  }

  private Deployed deployed() throws Exception {
    return new Deployed(project, "app.DurableOrders", database);
  }

  /** Approves it using the current code, which returns this, or fails if this is null. */
  void assertReturns(@Nullable String output) throws Exception {
    try (Deployed then = deployed()) {
      then.stepwell().sendJson("orders/approved", "{\"id\":\"o\"}", null);
      Run ended = then.ended(run);
      assertThat(ended.output()).isEqualTo(output);
      if (output == null) {
        assertThat(requireNonNull(ended.error()).type())
            .isEqualTo(ChangedCodeException.class.getName());
      }
    }
  }
}
