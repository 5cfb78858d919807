package dev.stepwell.lock;

import java.nio.file.Path;

/** A project for tests that change what its steps store. */
final class LockedOrders {
  static final String FILE = "app/Orders.java";

  private LockedOrders() {}

  static LockProject in(Path folder) {
    return new LockProject(folder).with("app/Approved.java", """
            package app;
            @dev.stepwell.Event("orders/approved")
            public record Approved(String id) {}
            """).with(FILE, """
            package app;
            import dev.stepwell.*;
            import java.math.BigDecimal;
            import java.time.Duration;
            import org.jspecify.annotations.Nullable;
            public class Orders {
              public sealed interface Payment permits Card, Cash {}
              public record Card(String number) implements Payment {}
              public record Cash(int cents) implements Payment {}
              public static class Address {
                private String city = "nowhere";
                public String getCity() { return city; }
                public void setCity(String city) { this.city = city; }
                public String getLabel() { return "to " + city; }
              }
              @Function(id = "order", event = "orders/wanted")
              String order(String id, Steps steps) {
                Number count = steps.run("count", Long.class, () -> 5_000_000_000L);
                Number few = steps.run("few", int.class, () -> 3);
                steps.run("tell", () -> {});
                Address address = address();
                Payment payment = pay();
                steps.waitForEvent("approval", ApprovedCatalog.where().id(id), Duration.ofDays(1));
                return count + " " + few + " " + address.getLabel() + " " + payment;
              }
              @Step Address address() {
                Address address = new Address();
                address.setCity("Rome");
                return address;
              }
              @Step Payment pay() { return new Cash(7); }
            }
            """);
  }
}
