package good.limits;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.ThrottleDefinition;
import java.time.Duration;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Limited}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Limited.class)
public class DurableLimited extends Limited {
  static final StepDefinition<String> ASK = 
      StepDefinition.<String>of("ask", String.class)
          .withParameters("docId")
          .withConcurrency(ConcurrencyDefinition.of(3).withKey("event.data.tenantId"))
          .withThrottle(ThrottleDefinition.of(60, Duration.ofMinutes(1)).withScope("openai"));

  public DurableLimited() {
    super();
  }

  @Override
  String ask(String docId) {
    return Durable.step(ASK, () -> super.ask(docId), docId);
  }
}
