package dev.stepwell.runtime.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A graph of steps that wait for each other, for an event and for the tests. */
@Function(id = "parcels", event = "graphs/parcels.wanted", retries = 0)
@CancelOn(event = "graphs/parcels.stop", match = "key")
public class ParcelFlows {
  private final Probe probe;

  /** Reports to the probe. */
  public ParcelFlows(Probe probe) {
    this.probe = probe;
  }

  /** What is sent. */
  public record Parcel(int number) {}

  /** What was sent. */
  public record Tracked(int number) {}

  /** A form that was filled in. */
  public record Form(String by) {}

  @Step
  List<Parcel> pack(String key, int count) throws InterruptedException {
    meet(key, "pack", "print");
    return IntStream.range(0, count).mapToObj(Parcel::new).toList();
  }

  @Step
  void print(String key) throws InterruptedException {
    meet(key, "print", "pack");
  }

  /** Continues only when the other arrives too: both steps must execute concurrently. */
  private void meet(String key, String me, String other) throws InterruptedException {
    probe.called(key, me);
    probe.openGate(key + me);
    probe.passGate(key + other);
  }

  @Step(delay = "500ms", after = "print")
  Tracked send(Parcel parcel, String key) {
    probe.called(key, "send " + parcel.number());
    return new Tracked(parcel.number());
  }

  @Step
  Form fillIn(
      String key,
      @WaitFor(event = "graphs/confirmed", match = "key", timeout = "10m") Confirmed confirmed) {
    probe.called(key, "fill in");
    return new Form(confirmed.by());
  }

  @Step
  String close(String key, List<Tracked> tracked, Optional<Form> form) {
    probe.called(key, "close");
    return tracked.size() + " by " + form.map(Form::by).orElse("nobody");
  }
}
