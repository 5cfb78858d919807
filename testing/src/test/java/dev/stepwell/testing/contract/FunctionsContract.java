package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.MaxWaiting;
import dev.stepwell.Singleton;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.FunctionDescription.Cron;
import dev.stepwell.runtime.model.FunctionDescription.EventSchema;
import dev.stepwell.runtime.model.FunctionDescription.StepOptions;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Functions and shapes of waits are published to all, with one version. */
abstract class FunctionsContract extends Contract {
  private static final StoredFunction SHIP = new StoredFunction(
          "ship",
          List.of("shop/placed", "shop/placed-again"),
          "event.data.country != 'IS'",
          List.of("id"),
          List.of(
              new StoredFunction.CancelOn("shop/cancelled", List.of("id", "shop"), null),
              new StoredFunction.CancelOn("shop/closed", List.of(), "async.data.code > 2")),
          true,
          List.of(),
          null,
          null,
          FunctionDescription.NONE)
      .controlled(Duration.ofMinutes(90), flowControl());
  private static final StoredFunction BILL = Given.function("bill");

  /** One with every part, as a release may store it. */
  private static FlowControl flowControl() {
    String key = "event.data.id";
    return new FlowControl(
        List.of(
            ConcurrencyDefinition.of(5).withKey(key, "event.data.plan == 'paid'"),
            ConcurrencyDefinition.of(50).perRun().withScope("openai")),
        ThrottleDefinition.of(600, Duration.ofMinutes(1)).withBurst(60).withCost("event.data.size"),
        RateLimitDefinition.of(3, Duration.ofSeconds(1)).withKey(key),
        DebounceDefinition.of(Duration.ofSeconds(10)).withTimeout(Duration.ofMinutes(2)),
        BatchDefinition.of(500, Duration.ofSeconds(30)).withKey(key).withCondition("event.data.ok"),
        "event.data.plan == 'paid' ? 3600 : 0",
        SingletonDefinition.of(Singleton.Mode.QUEUE_LATEST, key),
        MaxWaitingDefinition.of(1000, MaxWaiting.WhenFull.SKIP_OLDEST, key),
        List.of(new StepLimits(
            "pack",
            List.of(ConcurrencyDefinition.of(2)),
            ThrottleDefinition.of(1, Duration.ofMillis(1)).withScope("printer"))));
  }

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
  void descriptionsAreReadOnlyByThoseWhoAskForThem() {
    StoredFunction described = SHIP.described(new FunctionDescription(
        2,
        Duration.ofMinutes(5),
        null,
        List.of(new EventSchema("shop/placed", "{\"type\": \"object\"}")),
        List.of(new Cron("0 9 * * *", "Europe/Berlin")),
        List.of(new StepOptions("pack", 7, Duration.ofSeconds(30))),
        List.of("token"),
        "{\"nodes\":[{\"type\":\"step\",\"kind\":\"step\",\"id\":\"pack\",\"detail\":null}]}"));
    ports.functions().publish(List.of(described, BILL));
    long first = version();

    assertThat(ports.functions().describe()).containsExactly(BILL, described);
    assertThat(ports.functions().load().functions()).containsExactly(BILL, SHIP);

    ports.functions().publish(List.of(SHIP));
    assertThat(ports.functions().describe()).containsExactly(BILL, SHIP);
    assertThat(version()).isGreaterThan(first);
  }

  @Test
  void aFunctionIsReplacedByTheLastOfThoseThatSaySo() {
    StoredFunction ship2 = Given.replacing("ship@2", "ship");
    StoredFunction ship3 = Given.replacing("ship@3", "ship", "ship@2");
    ports.functions().publish(List.of(SHIP, ship2, ship3, BILL));
    ports.functions().publish(List.of(SHIP));

    assertThat(ports.functions().load().functions())
        .containsExactly(BILL, SHIP.replacedBy("ship@3"), ship2.replacedBy("ship@3"), ship3);
    assertThat(ports.functions().describe())
        .extracting(StoredFunction::replacedBy)
        .containsExactly(null, "ship@3", "ship@3", null);
  }

  @Test
  void ofFunctionsThatReplaceEachOtherTheOneHoldsThatWasMadeKnownLast() {
    StoredFunction b = Given.replacing("b", "a");
    StoredFunction c = Given.replacing("c", "b");
    StoredFunction a = Given.replacing("a", "c");
    ports.functions().publish(List.of(Given.function("a", "shop/placed")));
    ports.functions().publish(List.of(b));
    ports.functions().publish(List.of(c));
    ports.functions().publish(List.of(a));
    ports.functions().publish(List.of(c));

    assertThat(ports.functions().load().functions())
        .containsExactly(a, b.replacedBy("a"), c.replacedBy("a"));
  }

  @Test
  void aFunctionIsForgottenOnceNoLiveWorkerExecutesIt() {
    ports.functions().publish(List.of(SHIP, BILL));
    ports
        .schedules()
        .publish(List.of("bill"), List.of(new Schedule("bill", "0 9 * * *", "UTC", now())));
    UUID me = worker(ports, "bill");
    long before = version();

    assertThat(ports.functions().forget("bill")).containsExactly("worker " + me);
    assertThat(version()).isEqualTo(before);

    subject().endLease(me);
    assertThat(ports.functions().forget("bill")).isEmpty();
    assertThat(version()).isGreaterThan(before);
    assertThat(ports.functions().load().functions()).containsExactly(SHIP);
    subject().advance(Duration.ofMinutes(1));
    assertThat(ports.schedules().tick(Set.of("bill"), now(), version(), (schedule, now) -> {
          throw new AssertionError("it has a schedule still");
        }))
        .hasValue(0);
    assertThat(ports.functions().forget("none")).isEmpty();
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

    StoredFunction changed = Given.function("bill", "shop/placed");
    ports.functions().publish(List.of(changed, SHIP));
    assertThat(version()).isGreaterThan(first);
    assertThat(ports.functions().load().functions()).containsExactly(changed, SHIP);
  }

  @Test
  void aNewShapeOfWaitsMakesANewVersion() {
    WaitShape shape = new WaitShape("shop/paid", List.of("id", "shop"));
    WaitShape any = new WaitShape("shop/paid", List.of());
    long before = version();

    assertThat(ports.waits().listen(shape, now())).isTrue();
    long first = version();
    assertThat(first).isGreaterThan(before);
    assertThat(ports.waits().listen(shape, now())).isTrue();
    assertThat(version()).isEqualTo(first);
    assertThat(ports.waits().listen(any, now())).isTrue();
    assertThat(version()).isGreaterThan(first);

    assertThat(ports.functions().load().waits()).containsExactlyInAnyOrder(shape, any);
  }

  @Test
  void aBeatTellsOfANewVersion() {
    UUID me = worker(ports, "ship");
    subject().openProcess().functions().publish(List.of(SHIP));

    assertThat(requireNonNull(ports.queue().beat(me, LEASE)).functionsVersion())
        .isEqualTo(version());
  }
}
