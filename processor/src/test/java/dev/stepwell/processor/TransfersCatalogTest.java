package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.BackoffDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers, times and keys in the catalog of the bank. */
class TransfersCatalogTest {
  @TempDir
  static Path folder;

  private static Bank bank;

  @BeforeAll
  static void open() throws Exception {
    bank = Bank.compiledTo(folder);
  }

  @AfterAll
  static void close() throws Exception {
    bank.close();
  }

  @Test
  void aFunctionIsCalledWithTheFirstOfItsEventsAndStartedByAll() {
    FunctionDefinition<?, ?, ?> transfer = bank.function("transfer");
    assertThat(transfer.event().name()).isEqualTo("bank/transfer.wanted");
    assertThat(transfer.triggers())
        .containsExactly("bank/transfer.wanted", "bank/transfer.repeated");
    assertThat(transfer.crons()).isEmpty();
  }

  @Test
  void theCatalogListsAllEventsAndNoTicks() {
    List<EventDefinition<?>> events = new ArrayList<>();
    bank.catalogs().forEach(catalog -> events.addAll(catalog.events()));
    assertThat(events)
        .extracting(EventDefinition::name)
        .containsOnly(
            "bank/transfer.wanted",
            "bank/transfer.repeated",
            "bank/transfer.stopped",
            "bank/settlement.wanted",
            "bank/day.ended");
    assertThat(events)
        .filteredOn(event -> event.name().matches("bank/(settlement.wanted|day.ended)"))
        .extracting(EventDefinition::schema)
        .as("events that start one function have the same fields")
        .containsOnly(bank.function("settle").event().schema());
  }

  @Test
  void theDefinitionTellsTimesAndKeys() {
    FunctionDefinition<?, ?, ?> transfer = bank.function("transfer");
    assertThat(transfer.retries()).isEqualTo(3);
    assertThat(transfer.backoff())
        .isEqualTo(new BackoffDefinition(Duration.ofSeconds(10), Duration.ofMinutes(5), 2));
    assertThat(transfer.startTimeout()).isEqualTo(Duration.ofHours(1));
    assertThat(transfer.finishTimeout()).isEqualTo(Duration.ofHours(36));
    assertThat(transfer.idempotencyKey()).containsExactly("orderId");

    FunctionDefinition<?, ?, ?> settle = bank.function("settle");
    assertThat(settle.backoff()).isNull();
    assertThat(settle.startTimeout()).isNull();
    assertThat(settle.finishTimeout()).isNull();
    assertThat(settle.idempotencyKey()).isEmpty();
  }

  @Test
  void theStepsTellTimes() {
    List<StepDefinition<?>> steps = bank.function("transfer").steps();
    assertThat(steps).extracting(StepDefinition::id).containsExactly("debit", "note", "print");
    StepDefinition<?> debit = steps.get(0);
    assertThat(debit.retries()).isEqualTo(8);
    assertThat(debit.backoff())
        .isEqualTo(new BackoffDefinition(Duration.ZERO, Duration.ofMillis(1500), 1.5));
    assertThat(debit.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(debit.parameters()).containsExactly("account", "cents");
    assertThat(steps.get(1))
        .isEqualTo(StepDefinition.of("note", Void.class).withParameters("orderId"));
    assertThat(steps.get(2).parameters()).isEmpty();
  }
}
