package bad;

import dev.stepwell.*;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

class CaughtFailure {
  @SuppressWarnings("serial")
  static class CardDeclined extends RuntimeException {}

  record Order(String card) {}

  @Function(id = "pay", event = "tests/pay.wanted")
  void pay(String key, Order order, Steps steps) {
    try {
      charge(order.card());
    } catch (CardDeclined e) {
    // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
      refund();
    }
    try {
      steps.run("inline", () -> {});
      all();
    } catch (IllegalStateException | CardDeclined e) {
    // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
    // ^ warning: [CaughtFailure] catch (IllegalStateException e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(IllegalStateException.class)
      refund();
    }
    try {
      fetch();
      String text = String.format("%s", key);
    } catch (IOException e) {
    // ^ warning: [CaughtFailure] catch (IOException e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(IOException.class)
      refund();
    } catch (Exception e) {
      refund();
    }
    try {
      var id = steps.run("typed", String.class, () -> "");
    } catch (final CardDeclined e) {
    // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
      refund();
    }
  }

  @Function(id = "ask", event = "tests/ask.wanted")
  void ask(String key) {
    try {
      charge(key);
    } catch (RuntimeException e) {
      if (e instanceof CardDeclined) {
      // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
        refund();
      }
    }
  }

  @Function(id = "ask-cause", event = "tests/ask.cause.wanted")
  void askCause(String key) {
    try {
      charge(key);
    } catch (StepFailedException e) {
      if (e.getCause() instanceof CardDeclined) {
      // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
        refund();
      }
    }
    try {
      charge(key);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof CardDeclined declined) {
      // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
        refund();
      }
      handle(e);
    }
    try {
      charge(key);
    } catch (StepTimeoutException | NonRetriableException e) {
    // ^ warning: [CaughtFailure] catch (NonRetriableException e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(NonRetriableException.class)
    // ^ warning: [CaughtFailure] catch (StepTimeoutException e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(StepTimeoutException.class)
      refund();
    }
  }

  private void handle(Exception thrown) {
    if (thrown instanceof CardDeclined) {
    // ^ warning: [CaughtFailure] catch (CardDeclined thrown) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
      refund();
    }
  }

  private void all() {
    refund();
  }

  @Step
  void charge(String card) {
    throw new CardDeclined();
  }

  @Step
  String fetch() throws IOException {
    throw new IOException();
  }

  @Step
  void refund() {}

  @Function(id = "ask-class", event = "tests/ask.class.wanted")
  void askClass(String key) {
    try {
      charge(key);
    } catch (RuntimeException e) {
      if (e.getClass() == CardDeclined.class) {
      // ^ warning: [CaughtFailure] catch (CardDeclined e) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(CardDeclined.class)
        refund();
      }
    }
  }
}
