package dev.stepwell.inngest.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Steps;
import dev.stepwell.encryption.Encrypted;
import java.time.Duration;

/** Functions on events with encrypted fields, which a server matches by their digests. */
public class WardFlows {
  private final Calls calls;

  /** Records its steps here. */
  public WardFlows(Calls calls) {
    this.calls = calls;
  }

  /** The result of a stay. */
  public record Stay(String ward, @Encrypted String patient, String by) {}

  @Function(id = "stay", event = "demo/admitted", idempotencyKey = "patient")
  @CancelOn(event = "demo/moved", match = "patient")
  Stay stay(Admitted admitted, Steps steps) {
    steps.run("register", () -> calls.note("register " + admitted.patient()));
    return steps
        .waitForEvent(
            "discharge", DischargedCatalog.where().patient(admitted.patient()), Duration.ofHours(1))
        .map(discharged -> new Stay(admitted.ward(), discharged.patient(), discharged.by()))
        .orElseThrow(() -> new NonRetriableException("nobody came"));
  }

  @OnFailure("stay")
  void lost(Admitted admitted, Failure failure, Steps steps) {
    steps.run("search", () -> calls.note("search for " + admitted.patient()));
  }

  @Function(id = "discharge", event = "demo/discharge")
  int discharge(String patient, Steps steps) {
    steps.send("tell", new Discharged(patient, "doctor"));
    return steps.invoke("bill", Functions.BILL_PATIENT, new DemoBillPatient(patient));
  }

  @Function(id = "bill-patient", event = "demo/bill-patient")
  int billPatient(String patient) {
    return calls.note("bill of " + patient);
  }
}
