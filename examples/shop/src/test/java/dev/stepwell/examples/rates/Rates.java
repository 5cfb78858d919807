package dev.stepwell.examples.rates;

import dev.stepwell.Function;
import dev.stepwell.Step;

/** A function that takes and returns what only Jackson 3 can write. */
public class Rates {
  @Function(id = "convert-amount", event = "rates/conversion.wanted")
  Amount convert(String currency) {
    Amount amount = quoted(currency);
    return withFee(amount);
  }

  @Step
  Amount quoted(String currency) {
    return new Amount(100L * currency.length());
  }

  @Step
  Amount withFee(Amount amount) {
    return new Amount(amount.cents() + 5);
  }
}
