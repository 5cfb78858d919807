package dev.stepwell.examples.pages.steps;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Races. */
class Quotes {
  @Function(id = "quote", event = "insurance/quote.wanted")
  List<String> quote(String customerId, Steps steps) {
    Optional<String> rating =
        steps.race("rating", List.of(() -> Optional.of(rate(customerId)), () -> {
          steps.sleep("patience", Duration.ofMinutes(10));
          return Optional.empty();
        }));
    return steps.race( // the first two of three
        "quotes",
        2,
        List.of(
            () -> ask("north", rating.orElse("none")),
            () -> ask("south", rating.orElse("none")),
            () -> ask("west", rating.orElse("none"))));
  }

  @Step
  String rate(String customerId) {
    return "good";
  }

  @Step
  String ask(String insurer, String rating) {
    return insurer + " for " + rating;
  }
}
