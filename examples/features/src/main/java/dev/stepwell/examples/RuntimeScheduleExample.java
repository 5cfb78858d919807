package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.ZoneId;

/** Schedules created at run time: one per tenant, stored in the database. */
public class RuntimeScheduleExample {
  @Function(id = "tenant-report", event = "examples/tenant.report.due")
  String report(String tenantId) {
    return writeReport(tenantId);
  }

  @Step
  String writeReport(String tenantId) {
    return "report of " + tenantId;
  }

  /** Creates a schedule, prints its next tick, and deletes it. */
  public static void main(String[] arguments) {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableRuntimeScheduleExample()).start()) {
      stepwell
          .schedules()
          .create(
              "tenant-42/report",
              "0 9 * * MON-FRI",
              ZoneId.of("Europe/Berlin"),
              new ExamplesTenantReportDue("tenant-42"));
      stepwell
          .schedules()
          .find("tenant-42/report")
          .ifPresent(schedule -> System.out.println("next tick: " + schedule.nextAt()));
      System.out.println("deleted: " + stepwell.schedules().delete("tenant-42/report"));
    }
  }
}
