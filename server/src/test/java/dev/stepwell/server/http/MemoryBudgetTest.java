package dev.stepwell.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);
  private final MemoryBudget.Share first = budget.share();
  private final MemoryBudget.Share second = budget.share();

  private static void assertRefused(MemoryBudget.Share share, long bytes) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> share.grow(bytes))
        .satisfies(problem -> {
          assertThat(problem.status()).isEqualTo(503);
          assertThat(problem.retryAfter()).isPositive();
        });
  }

  @Test
  void whatOthersHoldIsNotGivenAgain() {
    first.grow(60);
    second.grow(40);

    assertRefused(second, 1);
    assertRefused(first, 1);
    first.close();
    assertThatNoException().isThrownBy(() -> second.grow(60));
    first.close();
    assertRefused(first, 1);
  }

  @Test
  void whatIsLargerThanAllIsServedAlone() {
    first.grow(10);
    first.grow(1_000);

    assertRefused(second, 1);
    first.close();
    second.grow(10);
    assertRefused(first, 1_000);
  }

  @Test
  void viewsThatStayOpenDoNotKeepALargeRequestOut() {
    MemoryBudget.Share view = budget.standingShare();
    view.resize(5);
    assertThatNoException().isThrownBy(() -> first.grow(1_000));

    assertRefused(second, 1);
    assertRefused(view, 1);
    first.close();
    view.resize(60);
    second.grow(40);
    assertRefused(view, 1_000);
    assertRefused(first, 1_000);
    second.close();
    assertThatNoException().isThrownBy(() -> view.grow(1_000));
    view.close();
    assertThatNoException().isThrownBy(() -> second.grow(100));
  }

  @Test
  void aShareIsResized() {
    first.resize(100);
    first.resize(50);
    second.resize(50);

    assertRefused(second, 1);
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> first.resize(51));
    first.resize(0);
    assertThatNoException().isThrownBy(() -> second.resize(100));
  }
}
