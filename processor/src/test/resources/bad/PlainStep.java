package bad;

import dev.stepwell.*;

class PlainStep {
  static class Billing {
    @Step
    String charge(String order) {
      return order;
    }
  }

  private final Billing billing = new Billing();
  private final Billing built;

  private Billing make() {
    return new Billing();
  }

  @Function(id = "bill", event = "tests/bill.wanted")
  void bill(String key, Steps steps) {
    new Billing().charge(key);
    // ^ warning: [PlainStep] new Billing().charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    Billing own = new Billing();
    own.charge(key);
    // ^ warning: [PlainStep] own.charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    var other = new Billing();
    other.charge(key);
    // ^ warning: [PlainStep] other.charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    billing.charge(key);
    // ^ warning: [PlainStep] billing.charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    make().charge(key);
    // ^ warning: [PlainStep] make().charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    java.util.Optional.of(key).map(new Billing()::charge);
    // ^ warning: [PlainStep] new Billing()::charge calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    built.charge(key);
    // ^ warning: [PlainStep] built.charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
    this.billing.charge(key);
    // ^ warning: [PlainStep] this.billing.charge(key) calls a step on a Billing that is not durable, so its outcome is not stored; call it on a DurableBilling
  }

  static class Factory {
    static Other create() {
      return new Other();
    }
  }

  static class Other {
    @Step
    void send(String key) {}
  }

  private final Other made;

  PlainStep() {
    this.built = new Billing();
    made = Factory.create();
  }

  @Function(id = "factories", event = "tests/factories.wanted")
  void factories(String key) {
    made.send(key);
    // ^ warning: [PlainStep] made.send(key) calls a step on a Other that is not durable, so its outcome is not stored; call it on a DurableOther
  }
}
