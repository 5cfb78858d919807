package dev.stepwell.encryption;

import dev.stepwell.Function;
import dev.stepwell.Step;
import java.util.List;
import java.util.Map;

/** A function whose first step returns fields of the names that only later steps mark. */
public class PinFlows {
  /** A result with an encrypted field. */
  public record PinCard(String city, @Encrypted String pin) {}

  /** An argument with an encrypted field. */
  public record PinOrder(String city, @Encrypted String cvc) {}

  /** Results of several forms. */
  public sealed interface PinPayment permits PinTransfer, PinCash {}

  /** A form with an encrypted field within. */
  public record PinTransfer(PinAccount account) implements PinPayment {}

  /** What a form contains. */
  public record PinAccount(@Encrypted String iban) {}

  /** A form without. */
  public record PinCash(String city) implements PinPayment {}

  @Function(id = "collect-pins", event = "encrypted/pins.wanted")
  void collect(String city) {
    loose();
    card(city);
    order(new PinOrder(city, "CVC-2"));
    pay(city);
  }

  @Step
  Map<String, String> loose() {
    return Map.of("city", "Rome", "pin", "PIN-1", "cvc", "CVC-1", "iban", "IBAN-1");
  }

  @Step
  PinCard card(String city) {
    return new PinCard(city, "PIN-2");
  }

  @Step
  void order(PinOrder order) {}

  @Step
  List<PinPayment> pay(String city) {
    return List.of(new PinCash(city), new PinTransfer(new PinAccount("IBAN-2")));
  }
}
