package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WaitShape;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Functions and shapes of waits are known to all, at one version. */
abstract class FunctionsContract extends Contract {
  private static final StoredFunction SHIP = new StoredFunction(
      "ship",
      List.of("shop/placed", "shop/placed-again"),
      List.of("id"),
      List.of(new StoredFunction.CancelOn("shop/cancelled", List.of("id", "shop"))),
      true);
  private static final StoredFunction BILL =
      new StoredFunction("bill", List.of(), List.of(), List.of(), false);

  FunctionsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @Test
  void whatIsPublishedIsKnownToAllInTheOrderOfIds() {
    Ports others = subject().openProcess();

    ports.functions().publish(List.of(SHIP));
    others.functions().publish(List.of(BILL));

    assertThat(ports.functions().load().functions()).containsExactly(BILL, SHIP);
    assertThat(others.functions().load()).isEqualTo(ports.functions().load());
  }

  @Test
  void onlyAChangeMakesANewVersion() {
    long empty = version();
    ports.functions().publish(List.of(SHIP, BILL));
    long first = version();
    assertThat(first).isGreaterThan(empty);

    ports.functions().publish(List.of(BILL, SHIP));
    ports.functions().publish(List.of());
    assertThat(version()).isEqualTo(first);

    StoredFunction changed =
        new StoredFunction("bill", List.of("shop/placed"), List.of(), List.of(), false);
    ports.functions().publish(List.of(changed, SHIP));
    assertThat(version()).isGreaterThan(first);
    assertThat(ports.functions().load().functions()).containsExactly(changed, SHIP);
  }

  @Test
  void aNewShapeOfWaitsMakesANewVersion() {
    WaitShape shape = new WaitShape("shop/paid", List.of("id", "shop"));
    WaitShape any = new WaitShape("shop/paid", List.of());
    long before = version();

    assertThat(ports.waits().listen(shape)).isTrue();
    long first = version();
    assertThat(first).isGreaterThan(before);
    assertThat(ports.waits().listen(shape)).isTrue();
    assertThat(version()).isEqualTo(first);
    assertThat(ports.waits().listen(any)).isTrue();
    assertThat(version()).isGreaterThan(first);

    assertThat(ports.functions().load().waits()).containsExactlyInAnyOrder(shape, any);
  }

  @Test
  void aBeatTellsOfANewVersion() {
    UUID me = worker(ports, "ship");
    subject().openProcess().functions().publish(List.of(SHIP));

    assertThat(requireNonNull(ports.queue().beat(me, LEASE, false)).functionsVersion())
        .isEqualTo(version());
  }
}
